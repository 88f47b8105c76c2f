package org.posthorn.imap;

import java.util.function.Function;
import org.posthorn.imap.response.ResponseCode.Plain;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxOutcome;

/// What CREATE, DELETE and RENAME answer (RFC 5530 section 3).
final class MailboxReplies {
    private MailboxReplies() {}

    static Reply of(MailboxOutcome outcome, Function<MailboxInfo, Reply> whenDone) {
        return switch (outcome) {
            case MailboxOutcome.Done(MailboxInfo mailbox) -> whenDone.apply(mailbox);
            case MailboxOutcome.AlreadyExists _ ->
                    Reply.no(Plain.ALREADYEXISTS, "There is a mailbox of that name");
            case MailboxOutcome.NoSuchMailbox _ -> Reply.noSuchMailbox();
            case MailboxOutcome.HasChildren _ ->
                    Reply.no(Plain.HASCHILDREN, "There are mailboxes below it");
            case MailboxOutcome.NotPermitted(String reason) -> Reply.no(Plain.CANNOT, reason);
        };
    }
}
