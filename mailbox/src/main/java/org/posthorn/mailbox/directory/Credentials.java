package org.posthorn.mailbox.directory;

/// An account with what proves that it is itself, for storages only.
public record Credentials(Account account, ScramVerifier verifier) {}
