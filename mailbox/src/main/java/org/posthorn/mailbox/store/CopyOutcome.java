package org.posthorn.mailbox.store;

import java.util.List;

/// Which message became which (COPYUID, RFC 4315 section 3): both lists have the same length and
/// order.
public record CopyOutcome(UidValidity targetUidValidity, List<Uid> source, List<Uid> target) {}
