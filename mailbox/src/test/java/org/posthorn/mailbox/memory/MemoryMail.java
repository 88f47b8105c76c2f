package org.posthorn.mailbox.memory;

import org.posthorn.mailbox.store.MailStorage;

/// Rows in memory for tests that put something of their own between them and a store.
public final class MemoryMail {
    private MemoryMail() {}

    public static MailStorage storage() {
        return new MemoryStorage().mail();
    }
}
