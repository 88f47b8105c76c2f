package org.posthorn.smtp.receive;

import java.time.InstantSource;
import org.posthorn.net.ConnectionHandler;
import org.posthorn.smtp.limits.SendingLimits;

/// Takes mail in, as MX, for submission and over LMTP: a protocol for each kind of listener.
public final class SmtpServer {
    private final JamesSmtpServer james;
    private final SendingLimits sending;

    public SmtpServer(SmtpServices services, SmtpSettings settings) {
        sending =
                new SendingLimits(
                        settings.submission().sending(),
                        InstantSource.system(),
                        services.figures());
        james = new JamesSmtpServer(services, settings, sending);
    }

    /// How much accounts send, to see who is paused and to lift that.
    public SendingLimits sending() {
        return sending;
    }

    /// Mail from other servers, for local recipients. TLS is used where the listener offers it.
    public ConnectionHandler mx() {
        return james.handler(Role.MX);
    }

    /// Mail from people's programs, who must use TLS, by STARTTLS or from the first octet, and log
    /// in.
    public ConnectionHandler submission() {
        return james.handler(Role.SUBMISSION);
    }

    /// Mail from a server beside us, for local recipients, with a reply for each. Not for the open
    /// Internet (RFC 2033 section 5).
    public ConnectionHandler lmtp() {
        return james.handler(Role.LMTP);
    }
}
