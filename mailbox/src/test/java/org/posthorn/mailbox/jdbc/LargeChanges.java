package org.posthorn.mailbox.jdbc;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.UidSet;

/// A process that changes a mailbox of many messages, each change in one transaction, and says on
/// standard output what it has done and how long that took. Whether its heap suffices is what its
/// caller wants to know.
///
/// Arguments: a new data directory, the number of messages, of how many bodies.
final class LargeChanges {
    private final OpenStore storage;
    private final int messages;
    private final int bodies;

    private LargeChanges(OpenStore storage, int messages, int bodies) {
        this.storage = storage;
        this.messages = messages;
        this.bodies = bodies;
    }

    public static void main(String[] args) throws Exception {
        try (var storage = OpenStore.open(Path.of(args[0]))) {

            new LargeChanges(storage, Integer.parseInt(args[1]), Integer.parseInt(args[2])).run();
        }
    }

    private void run() throws Exception {
        var account = storage.newAccount();
        try (var inbox = open(account, "INBOX");
                var archive = open(account, "Archive");
                var trash = open(account, "Trash")) {
            report("filled", () -> fill(inbox));
            report(
                    "flagged",
                    () ->
                            inbox.changeFlags(
                                            UidSet.ALL,
                                            new FlagChange(
                                                    FlagChange.Kind.ADD, Flags.of(SystemFlag.SEEN)),
                                            Optional.empty())
                                    .changed()
                                    .count());
            report("copied", () -> inbox.copyTo(UidSet.ALL, archive).target().size());
            report("moved", () -> archive.moveTo(UidSet.ALL, trash).target().size());
            report("shared expunged", () -> trash.expunge(UidSet.ALL).count());
            report("last expunged", () -> inbox.expunge(UidSet.ALL).count());
            report("filled again", () -> fill(archive));
        }
        report(
                "deleted",
                () -> storage.store().mailboxesOf(account).delete(new MailboxName("Archive")));
        var other = storage.newAccount();
        try (var inbox = open(other, "INBOX")) {
            report("filled once more", () -> fill(inbox));
        }
        report(
                "removed",
                () -> {
                    TestMail.removeAccount(storage.mail(), other);
                    return true;
                });
        report(
                "swept",
                () -> {
                    TestMail.sweep(storage.mail());
                    return true;
                });
    }

    private Mailbox open(AccountId account, String name) {
        return storage.store().mailboxesOf(account).open(new MailboxName(name)).orElseThrow();
    }

    private static void report(String what, Callable<?> change) throws Exception {
        long start = System.nanoTime();
        change.call();
        System.out.println(what + " " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    /// Appends the bodies, and copies until there are as many messages.
    private int fill(Mailbox mailbox) {
        for (int first = 0; first < bodies; first += 500) {
            var batch = new ArrayList<IncomingBody>();
            var news = new ArrayList<NewMessage>();
            for (int i = first; i < Math.min(bodies, first + 500); i++) {
                var body = storage.store().newBody();
                body.write(
                        ("Subject: " + i + "\r\n\r\nHello.\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                batch.add(body);
                news.add(new NewMessage(body, Flags.NONE, Instant.EPOCH));
            }
            mailbox.append(List.copyOf(news));
            batch.forEach(IncomingBody::close);
        }
        while (mailbox.state().size() < messages) {
            int missing = Math.min(10_000, messages - mailbox.state().size());
            int size = Math.min(missing, mailbox.state().size());
            mailbox.copyTo(
                    UidSet.of(
                            List.of(
                                    new UidSet.Range(
                                            mailbox.state().uidValue(0),
                                            mailbox.state().uidValue(size - 1)))),
                    mailbox);
        }
        return mailbox.state().size();
    }
}
