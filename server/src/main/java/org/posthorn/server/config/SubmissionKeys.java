package org.posthorn.server.config;

import java.util.List;
import org.posthorn.net.Network;
import org.posthorn.smtp.limits.SendingSettings;
import org.posthorn.smtp.receive.ListedSender;
import org.posthorn.smtp.receive.SubmissionSettings;

/// The keys of [SubmissionSettings].
final class SubmissionKeys {
    private static final Setting<List<Network>> XCLIENT_PEERS =
            new Setting<>(
                    "smtp.xclient-peers",
                    new ListOf<>("networks such as 192.0.2.0/24", Network::parse),
                    List.of(),
                    """
                    Who may say for whom it speaks, by Postfix's XCLIENT: addresses or networks of servers that \
                    you run yourself.\
                    """);

    private static final Setting<List<ListedSender>> SUBMIT_WITHOUT_LOGIN =
            new Setting<>(
                    "smtp.submit-without-login",
                    new ListOf<>(
                            "networks, each with the address or the domain of its senders, such as \"192.0.2.7 scanner@example.com\"",
                            ListedSender::parse),
                    List.of(),
                    """
                    Printers and programs that may submit without a login, and without TLS: a network and, behind \
                    a space, the address or the domain that they send as, in the envelope and in From.\
                    """);

    private static final Setting<Boolean> CLIENT_ADDRESS =
            new Setting<>(
                    "smtp.client-address-in-received",
                    new Kind.YesOrNo(),
                    false,
                    "Whether Received tells everybody from which address a message was submitted.");

    private static final Setting<Integer> MESSAGES_PER_HOUR =
            new Setting<>(
                    "smtp.account-messages-per-hour",
                    new Kind.WholeNumber(0, 1_000_000),
                    0,
                    "How many messages an account may submit in an hour. 0: as many as it likes.");

    private static final Setting<Integer> RECIPIENTS_PER_HOUR =
            new Setting<>(
                    "smtp.account-recipients-per-hour",
                    new Kind.WholeNumber(0, 1_000_000),
                    0,
                    "To how many recipients an account may send in an hour. 0: to as many as it likes.");

    private static final Setting<Boolean> PAUSE_ON_ALARM =
            new Setting<>(
                    "smtp.pause-on-alarm",
                    new Kind.YesOrNo(),
                    false,
                    """
                    Whether an account that sends ten times more than it usually does in a day is stopped. That it \
                    does is a warning in the log in any case.\
                    """);

    static final List<Setting<?>> ALL =
            List.of(
                    XCLIENT_PEERS,
                    SUBMIT_WITHOUT_LOGIN,
                    CLIENT_ADDRESS,
                    MESSAGES_PER_HOUR,
                    RECIPIENTS_PER_HOUR,
                    PAUSE_ON_ALARM);

    private SubmissionKeys() {}

    static SubmissionSettings from(Values values) {
        return new SubmissionSettings(
                values.get(XCLIENT_PEERS),
                values.get(SUBMIT_WITHOUT_LOGIN),
                values.get(CLIENT_ADDRESS),
                new SendingSettings(
                        values.get(MESSAGES_PER_HOUR),
                        values.get(RECIPIENTS_PER_HOUR),
                        values.get(PAUSE_ON_ALARM)));
    }
}
