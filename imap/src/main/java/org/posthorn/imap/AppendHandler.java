package org.posthorn.imap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.imap.command.AppendMessage;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.response.ResponseCode;
import org.posthorn.mailbox.store.AppendOutcome;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.StoreException;

/// APPEND (RFC 9051 section 6.3.12) of one message or several (RFC 3502): all or none.
final class AppendHandler {
    private AppendHandler() {}

    static Reply handle(Command.Append command, Session session) {
        try {
            return append(command, session, session.user());
        } finally {
            command.messages().forEach(message -> message.body().close());
        }
    }

    private static Reply append(Command.Append command, Session session, Authenticated user) {
        Optional<Mailbox> target = user.mailboxes().open(command.mailbox());
        if (target.isEmpty()) {
            return CopyHandler.noTarget();
        }
        try (Mailbox mailbox = target.get()) {
            return append(command, session, mailbox);
        }
    }

    private static Reply append(Command.Append command, Session session, Mailbox mailbox) {
        AppendOutcome appended;
        try {
            appended = mailbox.append(newMessages(command.messages()));
        } catch (StoreException e) {
            return CopyHandler.noTarget(mailbox, e);
        }
        session.log().appended(command, appended);
        session.services().meters().appended(appended.uids().size());
        return Reply.ok(
                new ResponseCode.AppendUid(appended.uidValidity(), appended.uids()), "Appended");
    }

    private static List<NewMessage> newMessages(List<AppendMessage> messages) {
        Instant now = Instant.now();
        var news = new ArrayList<NewMessage>(messages.size());
        for (AppendMessage message : messages) {
            news.add(
                    new NewMessage(
                            message.body(), message.flags(), message.internalDate().orElse(now)));
        }
        return news;
    }
}
