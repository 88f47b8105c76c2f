package org.posthorn.mailbox.store;

/// What STORE did (RFC 7162 section 3.1.3).
///
/// @param changed messages whose flags differ now; they carry `modSequence`, or lower ones of
///   earlier parts of a large change
/// @param failed messages left alone because they had changed since
/// @param modSequence of the last part of this change; when nothing changed, the mailbox's highest
public record FlagOutcome(UidSet changed, UidSet failed, ModSequence modSequence) {}
