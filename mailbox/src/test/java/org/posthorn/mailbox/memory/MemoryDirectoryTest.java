package org.posthorn.mailbox.memory;

import org.junit.jupiter.api.AfterEach;
import org.posthorn.mailbox.directory.DirectoryContract;
import org.posthorn.mailbox.directory.DirectoryStorage;
import org.posthorn.mailbox.store.MailStore;

class MemoryDirectoryTest extends DirectoryContract {
    private final MemoryStorage memory = new MemoryStorage();

    @Override
    protected DirectoryStorage storage() {
        return memory.directoryStorage();
    }

    @Override
    protected MailStore store() {
        return memory.store();
    }

    @AfterEach
    void close() {
        memory.close();
    }
}
