package org.posthorn.mailbox.store;

/// Ends the process when it cannot be sure any more that what it remembers is what is on disk
/// (decision 0014).
@FunctionalInterface
public interface FailStop {
    /// Does not return in a server: the process has ended, and no client hears anything more.
    ///
    /// A test's may throw or return; whoever calls it goes on as little as it can, by throwing.
    ///
    /// @param why what happened, one clause for people, such as `a commit may or may not be on
    ///   disk`
    void end(String why, Throwable cause);
}
