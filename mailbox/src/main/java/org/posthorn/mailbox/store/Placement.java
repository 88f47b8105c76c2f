package org.posthorn.mailbox.store;

import org.posthorn.mailbox.directory.AccountId;

/// Where an arriving message goes, for one recipient.
///
/// Its delivery header is whole header lines, each ended by CRLF (`Return-Path`, `Delivered-To`):
/// kept beside the body and shown on top of it, so that one body serves all recipients; at most
/// 2000 octets.
public sealed interface Placement {
    String deliveryHeader();

    /// The INBOX that the account has at the commit.
    record IntoInbox(AccountId account, String deliveryHeader) implements Placement {}

    /// A certain mailbox, with flags; keywords that are too many for it are left out.
    record IntoMailbox(MailboxId mailbox, Flags flags, String deliveryHeader)
            implements Placement {}
}
