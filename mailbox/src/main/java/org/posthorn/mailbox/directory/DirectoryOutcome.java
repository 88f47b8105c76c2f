package org.posthorn.mailbox.directory;

/// What became of an administrator's change.
public sealed interface DirectoryOutcome {
    record Done() implements DirectoryOutcome {}

    /// There is one already; `what` names it, such as `account alice@example.com`.
    record AlreadyExists(String what) implements DirectoryOutcome {}

    record NotFound(String what) implements DirectoryOutcome {}

    /// Refused; `reason` is a sentence that says why and what to do.
    record Refused(String reason) implements DirectoryOutcome {}
}
