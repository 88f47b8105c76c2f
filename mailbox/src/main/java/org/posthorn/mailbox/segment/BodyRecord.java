package org.posthorn.mailbox.segment;

/// A record and whose it is.
///
/// @param body the body's id
public record BodyRecord(long body, RecordPlace place) {}
