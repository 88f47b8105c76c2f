package org.posthorn.mailbox.store;

import java.util.List;

/// The UIDs that appended messages got, in the order in which they were given (RFC 4315 section 3).
public record AppendOutcome(UidValidity uidValidity, List<Uid> uids) {}
