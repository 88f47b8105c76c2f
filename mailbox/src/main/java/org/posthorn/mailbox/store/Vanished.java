package org.posthorn.mailbox.store;

/// Messages that are gone since some mod-sequence.
///
/// @param complete whether these are all: what went long ago is forgotten, and a client that was
///   away for longer must compare what it has with all that is there
public record Vanished(UidSet uids, boolean complete) {}
