package org.posthorn.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.smtp.drop.DropSender;
import org.posthorn.smtp.drop.DropSettings;

/// The keys of [DropSettings].
final class SendmailSection {
    private static final Setting<String> FOLDER =
            new Setting<>(
                    "sendmail.folder",
                    new Kind.Text("the path of a folder, or \"\"", _ -> true),
                    "",
                    """
                    The folder in which this machine's programs leave mail, by `./posthorn sendmail`, such as `drop`; \
                    every user may write there. Empty: no mail is taken from them. A relative path starts at the \
                    folder of the launcher.\
                    """);

    private static final Setting<List<DropSender>> SENDERS =
            new Setting<>(
                    "sendmail.senders",
                    new ListOf<>(
                            "users of this machine, each with the address or the domain that it sends as, such as \"www-data shop@example.com\"",
                            DropSender::parse),
                    List.of(),
                    """
                    Which users may send to other servers, and as whom: a user, or * for all, and, behind a space, \
                    the address or the domain of its senders, in the envelope and in From. Others send by their own \
                    name, to recipients here.\
                    """);

    private static final Setting<String> DOMAIN =
            new Setting<>(
                    "sendmail.domain",
                    new Kind.Text(
                            "a domain such as example.com, or \"\"", SendmailSection::isDomain),
                    "",
                    """
                    The domain of users and recipients that are named without one, as cron does. Empty: the domain \
                    of the accounts, if they have but one, and else `hostname`.\
                    """);

    static final Section SECTION =
            new Section(
                    "sendmail",
                    "Mail from this machine's own programs, such as cron and PHP.",
                    List.of(FOLDER, SENDERS, DOMAIN));

    private SendmailSection() {}

    private static boolean isDomain(String text) {
        return text.isEmpty() || domain(text).isPresent();
    }

    private static Optional<DomainName> domain(String text) {
        try {
            return Optional.of(new DomainName(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static DropSettings from(Values values, Path home) {
        return new DropSettings(
                values.get(FOLDER).isEmpty()
                        ? Optional.empty()
                        : Optional.of(values.path(FOLDER, home)),
                values.get(SENDERS),
                domain(values.get(DOMAIN)));
    }
}
