package org.posthorn.mailbox.jdbc;

import java.nio.file.Path;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.change.Retention;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.directory.Authenticator;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.DirectoryStorage;
import org.posthorn.mailbox.store.FailStop;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.StoreHealth;

/// A data directory with all that stands on it.
record OpenStore(DerbyStorage storage, Mail mail) implements AutoCloseable {
    static OpenStore open(Path directory) {
        return over(DerbyStorage.open(directory), directory);
    }

    static OpenStore open(Path directory, OctetsPlace octets) {
        return over(DerbyStorage.open(directory, octets), directory);
    }

    static OpenStore open(DerbyStorage.Setup setup) {
        return over(DerbyStorage.open(setup), setup.dataDirectory());
    }

    /// Nothing works in the background, and bodies that nobody shows are deleted by the next sweep.
    static OpenStore openQuiet(DerbyStorage.Setup setup) {
        return openQuiet(
                setup,
                (why, cause) -> {
                    throw new IllegalStateException(why, cause);
                });
    }

    static OpenStore openQuiet(DerbyStorage.Setup setup, FailStop failStop) {
        var storage = DerbyStorage.open(setup);
        return new OpenStore(storage, TestMail.keepingNothing(storage.mail(), failStop));
    }

    private static OpenStore over(DerbyStorage storage, Path directory) {
        return new OpenStore(
                storage,
                Mail.over(
                        storage.mail(),
                        directory,
                        storage.reserve(),
                        Retention.DEFAULT,
                        (why, cause) -> {
                            throw new IllegalStateException(why, cause);
                        }));
    }

    MailStore store() {
        return mail.store();
    }

    Directory directory() {
        return mail.directory();
    }

    Authenticator authenticator() {
        return mail.authenticator();
    }

    DirectoryStorage directoryStorage() {
        return TestMail.directoryStorage(mail);
    }

    JdbcDatabase database() {
        return storage.database();
    }

    StoreHealth health() {
        return storage.health();
    }

    /// Adds an account with its default mailboxes.
    AccountId newAccount() {
        return TestMail.addAccount(mail);
    }

    @Override
    public void close() {
        mail.close();
        storage.close();
    }
}
