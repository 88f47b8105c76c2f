package org.posthorn.imap;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.command.AppendSink;
import org.posthorn.imap.command.Refusal;
import org.posthorn.imap.command.Refusal.Reason;
import org.posthorn.mailbox.budget.Party;
import org.posthorn.mailbox.log.FailureLog;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.StoreFullException;

/// Decides whether a message of APPEND may come, before it does.
final class MessageSink implements AppendSink {
    private static final FailureLog FAILURES =
            new FailureLog(System.getLogger(MessageSink.class.getName()));

    private final Session session;
    private @Nullable Announced last;

    /// A message that the current command brings.
    private record Announced(MailboxName mailbox, long octets) {}

    MessageSink(Session session) {
        this.session = session;
    }

    @Override
    public Answer open(MailboxName mailbox, long sizeOctets) {
        last = new Announced(mailbox, sizeOctets);
        try {
            Authenticated user = session.user();
            if (sizeOctets > session.settings().maxMessageOctets()) {
                return refuse(Reason.TOO_BIG, "The message is too large");
            }
            if (user.mailboxes().find(mailbox).isEmpty()) {
                return refuse(Reason.TRY_CREATE, "There is no such mailbox");
            }
            IncomingBody body = session.services().store().newBody(Party.KNOWN);
            session.judgeBy(body);
            return new Answer.Accept(body);
        } catch (WrongStateException e) {
            return refuse(Reason.SYNTAX, String.valueOf(e.getMessage()));
        } catch (StoreFullException _) {
            return refuse(
                    Reason.UNAVAILABLE, "There is no room for the message now; come back later");
        } catch (StoreException e) {
            FAILURES.failed(Level.WARNING, "IMAP Append: a message cannot be taken", e);
            return refuse(Reason.UNAVAILABLE, Session.unavailable(e));
        }
    }

    private static Answer refuse(Reason reason, String text) {
        return new Answer.Refuse(new Refusal(reason, text));
    }

    void nextCommand() {
        last = null;
    }

    /// Logs that the message which the current command was about to bring is refused; a command
    /// that brings none is none of the log's business.
    void logRefused(String reason) {
        Announced message = last;
        if (message != null) {
            session.log().appendRefused(message.mailbox(), message.octets(), reason);
        }
    }
}
