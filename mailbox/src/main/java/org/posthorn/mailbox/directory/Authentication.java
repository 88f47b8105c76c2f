package org.posthorn.mailbox.directory;

/// What came of a login. A client is never told which kind of failure it was.
public sealed interface Authentication {
    record Success(Account account) implements Authentication {}

    /// Unknown account, wrong password, or account disabled: all look and take the same.
    record Failure() implements Authentication {}
}
