package org.posthorn.mailbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.change.Retention;
import org.posthorn.mailbox.change.StoreParts;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.directory.DirectoryStorage;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.ScramVerifier;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.FailStop;
import org.posthorn.mailbox.store.MailStore;

/// What tests do with a [Mail] that nobody else may.
public final class TestMail {
    private static final AtomicLong ACCOUNTS = new AtomicLong();

    /// Of the accounts that are added here.
    public static final DomainName DOMAIN = new DomainName("example.com");

    private static final ScramVerifier VERIFIER =
            ScramVerifier.decode(
                    "SCRAM-SHA-256$4096:AAAAAAAAAAAAAAAAAAAAAA=="
                            + "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
                            + ":AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

    private TestMail() {}

    /// Adds an account with its default mailboxes.
    public static AccountId addAccount(Mail mail) {
        return addAccount(mail, ProcessHandle.current().pid() + "-" + ACCOUNTS.incrementAndGet());
    }

    /// Adds an account under a name that no other has.
    public static AccountId addAccount(Mail mail, String name) {
        return mail.directoryStorage()
                .change(tx -> {
                    if (!tx.rows().hasDomain(DOMAIN)) {
                        tx.rows().addDomain(DOMAIN);
                    }
                    var address = new EmailAddress("account" + name, DOMAIN);
                    var account = tx.rows().addAccount(address, VERIFIER, Instant.EPOCH);
                    tx.addMailboxes(account);
                    return account;
                });
    }

    /// Removes an account with all that it has.
    public static void removeAccount(Mail mail, AccountId account) {
        mail.directoryStorage()
                .change(tx -> {
                    tx.removeMailboxes(account);
                    tx.rows().removeAccount(account);
                    return true;
                });
    }

    public static DirectoryStorage directoryStorage(Mail mail) {
        return mail.directoryStorage();
    }

    /// Does all that is due in the background.
    public static void sweep(Mail mail) {
        deleteUnused(mail);
        tidy(mail);
    }

    /// Deletes rows that nobody needs, which leaves octets in the segments.
    public static void deleteUnused(Mail mail) {
        mail.sweeper().sweep();
    }

    /// Gives back what the segments do not need, and writes snapshots.
    public static void tidy(Mail mail) {
        mail.tidying().tidy();
    }

    /// Delivers all that is promised.
    public static void expand(Mail mail) {
        mail.expansions().expandAll();
    }

    /// A store alone, over a storage of the test.
    public static MailStore store(MailStorage storage) {
        return Mail.over(storage).store();
    }

    /// A store of a data directory, over a storage that is not in it.
    public static Mail over(MailStorage storage, Path data) {
        return Mail.over(
                storage,
                data,
                DiskReserve.NONE,
                Retention.DEFAULT,
                (why, cause) -> {
                    throw new IllegalStateException(why, cause);
                });
    }

    /// Nothing of what is gone is kept beyond the next sweep.
    public static Mail keepingNothing(MailStorage storage, FailStop failStop) {
        return Mail.over(
                storage,
                new Retention(
                        Duration.ZERO, Duration.ofDays(90), 100_000, Duration.ofSeconds(-2), 30),
                failStop);
    }

    public static Mail over(StoreParts parts) {
        return Mail.over(parts);
    }

    /// Does what has been promised to many.
    public static void expandAll(Mail mail) {
        mail.expansions().expandAll();
    }

    public static StoreParts parts(Mail mail) {
        return mail.parts();
    }

    /// How many bodies are shown by messages, or kept for those that are gone.
    public static int bodyCount(MailStorage storage) {
        return storage.reading(tx -> {
            int all = 0;
            long last = 0;
            var some = tx.bodies().after(last, 1000);
            var ids = new ArrayList<BodyId>();
            while (!some.isEmpty()) {
                some.forEach(size -> ids.add(size.body()));
                last = some.getLast().body().value();
                some = tx.bodies().after(last, 1000);
            }
            List<BodyId> retired =
                    tx.bodies().retired(Instant.parse("9999-01-01T00:00:00Z"), 10_000_000);
            ids.removeAll(new HashSet<>(retired));
            all += ids.size();
            return all;
        });
    }
}
