package org.posthorn.mailbox.store;

/// What became of CREATE, DELETE or RENAME.
public sealed interface MailboxOutcome {
    /// It is done; `mailbox` as it is now, or as it last was.
    record Done(MailboxInfo mailbox) implements MailboxOutcome {}

    record AlreadyExists(MailboxName name) implements MailboxOutcome {}

    record NoSuchMailbox(MailboxName name) implements MailboxOutcome {}

    /// It has mailboxes below it (`HASCHILDREN`, RFC 9051 section 7.1).
    record HasChildren(MailboxName name) implements MailboxOutcome {}

    /// It can never be done, such as deleting INBOX; `reason` is a clause for people.
    record NotPermitted(String reason) implements MailboxOutcome {}
}
