package org.posthorn.mailbox.rights;

import java.util.Optional;
import org.posthorn.mailbox.directory.AccountId;

/// What somebody who does not own a mailbox may do in it.
///
/// @param grantee empty for everyone (`anyone`, RFC 4314 section 2)
public record Grant(Optional<AccountId> grantee, Rights rights) {}
