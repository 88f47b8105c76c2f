package org.posthorn.mailbox.directory;

import java.time.Instant;

/// Somebody with mailboxes and a password.
///
/// @param enabled a disabled account cannot log in, and mail to it is refused
public record Account(AccountId id, EmailAddress address, boolean enabled, Instant created) {}
