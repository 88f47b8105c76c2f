package org.posthorn.mailbox.rows;

import java.util.Optional;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rights.Rights;
import org.posthorn.mailbox.store.MailboxId;

/// What somebody may do in a mailbox of somebody else.
///
/// @param grantee empty for everyone (`anyone`, RFC 4314 section 2)
public record MailboxRight(MailboxId mailbox, Optional<AccountId> grantee, Rights rights) {}
