package org.posthorn.imap;

import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.command.AppendMessage;
import org.posthorn.imap.command.Command;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.log.EventLine;
import org.posthorn.mailbox.store.AppendOutcome;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.net.Connection;

/// What the log says of one session, under one id: messages that came by APPEND, those that were
/// refused, and how the session ended.
final class SessionLog {
    private static final System.Logger LOG = System.getLogger(SessionLog.class.getName());
    private static final int MAX_CLIENT = 200;

    private final Connection connection;
    private final InetAddress address;
    private final long begun = System.nanoTime();
    private @Nullable Account account;
    private String client = "";
    private int commands;
    private int refusals;
    private int messages;

    SessionLog(Connection connection) {
        this.connection = connection;
        address = connection.remoteAddress().getAddress();
    }

    void loggedIn(Account newAccount) {
        account = newAccount;
    }

    /// The client's name and version, by its own words (RFC 2971).
    void clientIs(List<Command.Id.Field> fields) {
        var words = new StringBuilder();
        for (Command.Id.Field field : fields) {
            String value = field.value();
            boolean isName =
                    field.name().equalsIgnoreCase("name")
                            || field.name().equalsIgnoreCase("version");
            if (isName && value != null) {
                words.append(words.isEmpty() ? "" : " ").append(value);
            }
        }
        client = words.substring(0, Math.min(words.length(), MAX_CLIENT));
    }

    void answered(boolean refused) {
        commands++;
        refusals += refused ? 1 : 0;
    }

    /// One line for each message.
    void appended(Command.Append command, AppendOutcome outcome) {
        List<AppendMessage> all = command.messages();
        messages += all.size();
        for (int i = 0; i < all.size(); i++) {
            line("message appended")
                    .with("mailbox", command.mailbox())
                    .with("size", all.get(i).body().size())
                    .with("uidvalidity", outcome.uidValidity())
                    .with("uid", outcome.uids().get(i))
                    .log(LOG);
        }
    }

    /// @param octets as announced
    void appendRefused(MailboxName mailbox, long octets, String reason) {
        line("message refused")
                .with("mailbox", mailbox)
                .with("size", octets)
                .with("reason", reason)
                .log(LOG);
    }

    void ended() {
        LOG.log(
                Level.DEBUG,
                () ->
                        line("session ended")
                                .with("client", client)
                                .with("commands", commands)
                                .with("refusals", refusals)
                                .with("messages", messages)
                                .with("seconds", (System.nanoTime() - begun) / 1_000_000_000)
                                .toString());
    }

    private EventLine line(String event) {
        return EventLine.of(event)
                .with("session", connection.id())
                .with("protocol", "imap")
                .with("address", address)
                .with("tls", connection.protection())
                .with("account", Optional.ofNullable(account).map(Account::address));
    }
}
