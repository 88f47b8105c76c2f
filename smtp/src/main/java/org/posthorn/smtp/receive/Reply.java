package org.posthorn.smtp.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A reply with its code, its enhanced status code (RFC 3463, and the registry of RFC 5248) and
/// what it says to people. Every reply that we give stands here.
///
/// @param status `c.s.d`, or empty for replies that carry none (RFC 2034 section 4)
/// @param lines at least one
/// @param closes whether the connection is closed behind it
record Reply(int code, String status, List<String> lines, boolean closes) implements Answer {
    static final Reply TLS_READY = of(220, "2.0.0", "ready for TLS");
    static final Reply AUTHENTICATED = of(235, "2.7.0", "welcome");
    static final Reply RESET = of(250, "2.0.0", "forgotten");
    static final Reply SENDER_OK = of(250, "2.1.0", "sender ok");
    static final Reply RECIPIENT_OK = of(250, "2.1.5", "recipient ok");
    static final Reply CANNOT_VERIFY =
            of(252, "2.5.0", "send some mail to find out; there are no other means");
    static final Reply START_MESSAGE = of(354, "", "go on; end with <CRLF>.<CRLF>");

    static final Reply STOPPING =
            of(421, "4.3.2", "the server is stopping; come back in a minute").closing();
    static final Reply TIMED_OUT = of(421, "4.4.2", "you were silent for too long").closing();
    static final Reply NO_LOGIN_IN_TIME = of(421, "4.4.2", "you did not log in in time").closing();
    static final Reply NO_MAIL_IN_TIME =
            of(421, "4.4.2", "you did not begin a message in time").closing();
    static final Reply TOO_MANY_CONNECTIONS =
            of(421, "4.7.0", "too many connections; come back later").closing();
    static final Reply TOO_MANY_ERRORS = of(421, "4.7.0", "too many errors").closing();
    static final Reply TOO_MANY_LOGINS = of(421, "4.7.0", "too many failed logins").closing();
    static final Reply TOO_MANY_UNKNOWN =
            of(421, "4.7.0", "too many recipients whom nobody knows").closing();
    static final Reply STORE_FAILED =
            of(451, "4.3.0", "the storage has a problem; nothing was kept, try again later");
    static final Reply STORE_UNSURE =
            of(451, "4.3.0", "nobody knows whether the message is stored; send it again later");
    static final Reply SET_ASIDE =
            of(
                    451,
                    "4.3.0",
                    "this message is set aside for a while, for the server died twice over it");
    static final Reply OUR_FAULT = of(451, "4.3.0", "a fault of ours; nothing was kept");
    static final Reply STORE_FULL =
            of(452, "4.3.1", "there is no room for the message now; come back later");
    static final Reply TOO_MANY_RECIPIENTS =
            of(452, "4.5.3", "too many recipients; send to these and then to the others");
    static final Reply LOGIN_UNAVAILABLE =
            of(454, "4.7.0", "logins cannot be checked at the moment; try again later");

    static final Reply LOGIN_PUT_OFF =
            of(454, "4.7.0", "too many logins have failed; try again later");

    static final Reply LINE_TOO_LONG = of(500, "5.5.2", "the line is too long");
    static final Reply NOT_A_COMMAND = of(500, "5.5.2", "this is not a command");
    static final Reply UNKNOWN_COMMAND = of(500, "5.5.1", "unknown command");
    static final Reply USE_LHLO = of(500, "5.5.1", "this is LMTP; say LHLO");
    static final Reply USE_EHLO = of(500, "5.5.1", "this is SMTP; say EHLO");
    static final Reply RESPONSE_TOO_LONG = of(500, "5.5.6", "the response is too long");
    static final Reply NO_ARGUMENT = of(501, "5.5.4", "this command takes no argument");
    static final Reply ARGUMENT_MISSING = of(501, "5.5.4", "this command needs an argument");
    static final Reply BAD_CLIENT_NAME =
            of(501, "5.5.4", "give the name of your host, or its address in brackets");
    static final Reply BAD_MAIL = of(501, "5.5.4", "say MAIL FROM:<address>");
    static final Reply BAD_RCPT = of(501, "5.5.4", "say RCPT TO:<address>");
    static final Reply BAD_PARAMETER = of(501, "5.5.4", "a parameter is malformed or repeated");
    static final Reply BAD_BDAT =
            of(501, "5.5.4", "say BDAT and a length; what follows cannot be told from commands")
                    .closing();
    static final Reply BAD_SENDER = of(501, "5.1.7", "the sender is not an address");
    static final Reply BAD_RECIPIENT = of(501, "5.1.3", "the recipient is not an address");
    static final Reply BAD_BASE64 = of(501, "5.5.2", "this is not base64");
    static final Reply BAD_SCRAM = of(501, "5.5.2", "this is not what the mechanism says");
    static final Reply LOGIN_CANCELLED = of(501, "5.7.0", "login cancelled");
    static final Reply NO_LOGIN_HERE = of(502, "5.5.1", "there is no login here");
    static final Reply NO_TLS_HERE = of(502, "5.5.1", "there is no TLS here");
    static final Reply GREET_FIRST = of(503, "5.5.1", "greet first");
    static final Reply TLS_ALREADY = of(503, "5.5.1", "TLS is already active");
    static final Reply LOGGED_IN_ALREADY = of(503, "5.5.1", "you are logged in already");
    static final Reply IN_TRANSACTION = of(503, "5.5.1", "not inside a mail transaction");
    static final Reply MAIL_FIRST = of(503, "5.5.1", "MAIL first");
    static final Reply RCPT_FIRST = of(503, "5.5.1", "no recipient was accepted");
    static final Reply BINARY_BY_BDAT =
            of(503, "5.5.1", "send a message of BODY=BINARYMIME by BDAT");
    static final Reply BDAT_BEGUN = of(503, "5.5.1", "the message has begun with BDAT");
    static final Reply BDAT_FAILED = of(503, "5.5.1", "an earlier BDAT failed; say RSET");
    static final Reply UNKNOWN_MECHANISM = of(504, "5.5.4", "unknown mechanism");
    static final Reply TLS_FIRST = of(530, "5.7.0", "must issue a STARTTLS command first");
    static final Reply LOGIN_FIRST = of(530, "5.7.0", "log in first");
    static final Reply TLS_FOR_REQUIRETLS =
            of(530, "5.7.10", "REQUIRETLS is for sessions under TLS");
    static final Reply BAD_LOGIN = of(535, "5.7.8", "the name or the password is wrong");
    static final Reply TLS_FOR_LOGIN = of(538, "5.7.11", "log in under TLS only");
    static final Reply NO_SUCH_MAILBOX = of(550, "5.1.1", "nobody here has this address");
    static final Reply OVER_LIMIT = of(552, "5.2.2", "the mailbox has as much mail as it may have");
    static final Reply BARE_CR_OR_LF =
            of(550, "5.6.0", "the message has a CR or LF that is not part of CRLF");
    static final Reply NUL_OCTET =
            of(550, "5.6.0", "the message has a NUL octet, which no encoding but binary allows");
    static final Reply NOT_YOUR_ADDRESS =
            of(550, "5.7.1", "the sender is not an address of the account that is logged in");
    static final Reply NOT_YOUR_FROM =
            of(550, "5.7.1", "From names an address that the account logged in may not use");
    static final Reply NON_ASCII_SENDER =
            of(550, "5.6.7", "an address outside ASCII needs MAIL with SMTPUTF8");
    static final Reply SEVERAL_FROM = of(550, "5.6.0", "the message has several From fields");
    static final Reply TOO_LARGE = of(552, "5.3.4", "the message is too large");
    static final Reply NON_ASCII_RECIPIENT =
            of(553, "5.6.7", "an address outside ASCII needs MAIL with SMTPUTF8");
    static final Reply LOOP = of(554, "5.4.6", "the message goes round in circles");
    static final Reply UNKNOWN_PARAMETER = of(555, "5.5.4", "unknown parameter");

    Reply {
        lines = List.copyOf(lines);
        boolean ours = code >= 200 && code < 600 && !lines.isEmpty();
        if (!ours || !(status.isEmpty() || status.charAt(0) == '0' + code / 100)) {
            throw new IllegalArgumentException("not a reply: " + code + " " + status);
        }
    }

    static Reply of(int code, String status, String text) {
        return new Reply(code, status, List.of(text), false);
    }

    static Reply greeting(String hostname, boolean lmtp) {
        return of(220, "", hostname + (lmtp ? " LMTP Posthorn" : " ESMTP Posthorn"));
    }

    static Reply hello(List<String> lines) {
        return new Reply(250, "", lines, false);
    }

    static Reply chunk(long octets) {
        return of(250, "2.0.0", octets + " octets received");
    }

    static Reply accepted(String id) {
        return of(250, "2.6.0", "accepted as " + id);
    }

    static Reply delivered(String recipient, String id) {
        return of(250, "2.1.5", "<" + ascii(recipient) + "> delivered as " + id);
    }

    /// Replies are ASCII (RFC 6531 section 3.7.4.2); what is not is written as RFC 6533 section 3
    /// does.
    private static String ascii(String address) {
        StringBuilder text = new StringBuilder(address.length());
        address.codePoints()
                .forEach(c -> {
                    if (c < 0x80) {
                        text.append((char) c);
                    } else {
                        text.append(String.format(Locale.ROOT, "\\x{%04X}", c));
                    }
                });
        return text.toString();
    }

    static Reply challenge(String base64) {
        return of(334, "", base64);
    }

    static Reply help(List<String> verbs) {
        return of(214, "2.0.0", "commands: " + String.join(" ", verbs));
    }

    static Reply goodbye(String hostname) {
        return of(221, "2.0.0", hostname + " says goodbye").closing();
    }

    Reply closing() {
        return new Reply(code, status, lines, true);
    }

    /// Whether a code says that the client broke the protocol, as opposed to asking for what it may
    /// not have.
    static boolean isProtocolError(int code) {
        return code / 10 == 50 || code == 530 || code == 538 || code == 555;
    }

    /// As sent, without line ends; the enhanced code stands on each line (RFC 2034 section 4).
    List<String> print() {
        List<String> printed = new ArrayList<>(lines.size());
        String prefix = status.isEmpty() ? "" : status + " ";
        for (int i = 0; i < lines.size(); i++) {
            char separator = i < lines.size() - 1 ? '-' : ' ';
            printed.add(code + String.valueOf(separator) + prefix + lines.get(i));
        }
        return printed;
    }
}
