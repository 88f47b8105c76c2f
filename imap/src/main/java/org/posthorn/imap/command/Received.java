package org.posthorn.imap.command;

import org.jspecify.annotations.Nullable;

/// What a client sent: a command, or something that is refused without being carried out.
///
/// In both cases the input has been read up to where the next command begins.
public sealed interface Received {
    /// A valid command.
    record Valid(Tag tag, Command command) implements Received {}

    /// What is not carried out.
    ///
    /// @param tag null when not even a tag could be read; then the answer is untagged
    record Refused(@Nullable Tag tag, Refusal refusal) implements Received {}
}
