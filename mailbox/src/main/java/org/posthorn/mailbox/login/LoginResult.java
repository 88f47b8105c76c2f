package org.posthorn.mailbox.login;

import org.posthorn.mailbox.directory.Account;

/// What became of a login.
public sealed interface LoginResult {
    /// The password is the account's.
    record Success(Account account) implements LoginResult {}

    /// The name or the password is wrong; nobody is told which.
    record Failure() implements LoginResult {}

    /// Too many have failed lately, so that this one was not even checked: it may be right.
    record TooMany() implements LoginResult {}
}
