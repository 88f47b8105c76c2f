package org.posthorn.mailbox.memory;

import org.junit.jupiter.api.AfterEach;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.directory.DirectoryContract;
import org.posthorn.mailbox.directory.DirectoryStorage;
import org.posthorn.mailbox.store.MailStore;

class MemoryDirectoryTest extends DirectoryContract {
    private final Mail mail = Mail.inMemory();

    @Override
    protected DirectoryStorage storage() {
        return TestMail.directoryStorage(mail);
    }

    @Override
    protected MailStore store() {
        return mail.store();
    }

    @AfterEach
    void close() {
        mail.close();
    }
}
