package org.posthorn.smtp.report;

import java.util.HashMap;
import java.util.Map;

/// What an enhanced code means, in words for people who know nothing of mail servers.
///
/// @param reason a sentence without its full stop; `{address}`, `{domain}` and `{sender}` stand for
///   what they say, and what it says must be true now and when a message is given up
/// @param voice whose words follow it
/// @param advice what the sender can do, in whole sentences
record Explanation(String reason, Voice voice, String advice) {

    /// Whose words a reply has.
    enum Voice {
        /// The other server has spoken, and may say more than the reason does.
        THEIRS,
        /// Nobody has spoken; the reason can be said to have lasted for some time.
        NOBODYS
    }

    private static final String CHECK_ADDRESS =
            "Check the address for mistakes, and ask the recipient for the right one in another way.";
    private static final String LATER =
            "Send the message again later. If that does not help, tell the recipient in another way.";
    private static final String OTHER_WAY =
            "Tell the recipient in another way; only those who run that server can change this.";
    private static final String RECIPIENT_ROOM =
            "Tell the recipient in another way to delete some mail, and send the message again then.";
    private static final String SMALLER =
            "Make the message smaller, or hand large files over in another way.";
    private static final String POSTMASTER =
            "Only those who look after the mail here can change this: tell them, with this message.";
    private static final String POLICY =
            "If the message is wanted there, tell the recipient in another way that it was refused."
                    + " Links, attachments or the wording may be the reason.";

    private static final Explanation UNKNOWN =
            new Explanation(
                    "The server of {domain} did not take the message for {address}",
                    Voice.THEIRS,
                    "What that server said may tell the reason. If not, ask the recipient in"
                            + " another way.");

    private static final Map<EnhancedCode, Explanation> TABLE = new HashMap<>();

    static {
        addresses();
        mailboxes();
        network();
        content();
        policy();
    }

    /// What there is to say of a code: that of its subject where its detail is unknown.
    static Explanation of(EnhancedCode code) {
        Explanation exact = TABLE.get(code);
        return exact != null
                ? exact
                : TABLE.getOrDefault(new EnhancedCode(code.subject(), 0), UNKNOWN);
    }

    static Map<EnhancedCode, Explanation> table() {
        return Map.copyOf(TABLE);
    }

    private static void theirs(int subject, int detail, String reason, String advice) {
        TABLE.put(new EnhancedCode(subject, detail), new Explanation(reason, Voice.THEIRS, advice));
    }

    private static void nobodys(int subject, int detail, String reason, String advice) {
        TABLE.put(
                new EnhancedCode(subject, detail), new Explanation(reason, Voice.NOBODYS, advice));
    }

    private static void addresses() {
        theirs(1, 0, "The address {address} is not accepted", CHECK_ADDRESS);
        theirs(1, 1, "The address {address} does not exist", CHECK_ADDRESS);
        nobodys(1, 2, "There is no server for mail to {domain}", CHECK_ADDRESS);
        theirs(1, 3, "The address {address} is not written correctly", CHECK_ADDRESS);
        theirs(1, 4, "The address {address} could mean several mailboxes", CHECK_ADDRESS);
        theirs(
                1,
                6,
                "The mailbox {address} has moved, and its server does not say where to",
                CHECK_ADDRESS);
        theirs(1, 7, "Your address {sender} is not accepted by the server of {domain}", POSTMASTER);
        theirs(1, 8, "Your address {sender} is not accepted by the server of {domain}", POSTMASTER);
        nobodys(1, 10, "The domain {domain} takes no mail at all", CHECK_ADDRESS);
    }

    private static void mailboxes() {
        theirs(2, 0, "There is something wrong with the mailbox of {address}", OTHER_WAY);
        theirs(2, 1, "The mailbox of {address} takes no mail", OTHER_WAY);
        theirs(2, 2, "The mailbox of {address} is full", RECIPIENT_ROOM);
        theirs(2, 3, "Your message is too large for the mailbox of {address}", SMALLER);
        theirs(2, 4, "The list {address} does not work", OTHER_WAY);
        theirs(3, 0, "There is something wrong with the server of {domain}", LATER);
        theirs(3, 1, "The server of {domain} has no room left", LATER);
        theirs(3, 2, "The server of {domain} does not take mail", LATER);
        theirs(
                3,
                3,
                "The server of {domain} cannot do something that your message needs",
                OTHER_WAY);
        theirs(3, 4, "Your message is too large for the server of {domain}", SMALLER);
        theirs(3, 5, "The server of {domain} is not set up correctly", OTHER_WAY);
    }

    private static void network() {
        nobodys(4, 0, "The servers of {domain} could not be reached", LATER);
        nobodys(4, 1, "No server of {domain} answered", LATER);
        nobodys(4, 2, "The connections to the servers of {domain} broke off", LATER);
        nobodys(4, 3, "Nobody could say which servers take mail for {domain}", LATER);
        nobodys(4, 4, "No way to a server of {domain} was found", CHECK_ADDRESS);
        theirs(4, 5, "The server of {domain} was too busy", LATER);
        nobodys(4, 6, "The message to {address} went round in circles", POSTMASTER);
        nobodys(4, 7, "The message to {address} could not be delivered in time", LATER);
        theirs(5, 0, "The server of {domain} did not understand ours", POSTMASTER);
        theirs(
                5,
                3,
                "The server of {domain} does not take so many recipients at once",
                "Send the message to fewer recipients at once.");
    }

    private static void content() {
        theirs(6, 0, "The server of {domain} does not take the contents of your message", POLICY);
        theirs(6, 1, "The server of {domain} does not take messages of this kind", POLICY);
        String convert = "Your message cannot be put into a form that the server of {domain} takes";
        String plain = "Send it as plain text, or with its files in an archive.";
        for (int detail = 2; detail <= 5; detail++) {
            theirs(6, detail, convert, plain);
        }
        theirs(
                6,
                7,
                "The server of {domain} takes no addresses with letters outside a to z",
                "Write from an address, and to an address, that has only letters from a to z.");
        theirs(
                6,
                9,
                "The server of {domain} takes no messages whose addresses or subjects have"
                        + " letters outside a to z in their newer form",
                "Write from an address, and to an address, that has only letters from a to z.");
    }

    private static void policy() {
        theirs(
                7,
                0,
                "The server of {domain} refused the message as spam or by a rule of its own",
                POLICY);
        theirs(
                7,
                1,
                "The server of {domain} refused the message as spam or by a rule of its own",
                POLICY);
        theirs(
                7,
                2,
                "You may not write to the list {address}",
                "Ask those who look after the list.");
        for (int detail : new int[] {3, 4, 5, 6, 10, 11, 30}) {
            theirs(
                    7,
                    detail,
                    "The message could not be sent to {domain} as safely encrypted as it has"
                            + " to be",
                    POSTMASTER);
        }
        for (int detail : new int[] {7, 20, 21, 22, 23, 24, 25, 26, 29}) {
            theirs(
                    7,
                    detail,
                    "The server of {domain} does not believe that the message comes from"
                            + " {sender}",
                    POSTMASTER);
        }
        for (int detail : new int[] {8, 9, 12, 14}) {
            theirs(
                    7,
                    detail,
                    "The server of {domain} wants a login that we do not have",
                    POSTMASTER);
        }
        theirs(7, 13, "The mailbox of {address} is disabled", OTHER_WAY);
        theirs(7, 17, "The mailbox {address} has a new owner", CHECK_ADDRESS);
        theirs(7, 18, "The domain {domain} has a new owner", CHECK_ADDRESS);
        theirs(
                7,
                27,
                "The server of {domain} found that your address {sender} takes no mail",
                POSTMASTER);
        theirs(7, 28, "The server of {domain} got too many messages", LATER);
    }
}
