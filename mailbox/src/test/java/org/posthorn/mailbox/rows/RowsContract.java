package org.posthorn.mailbox.rows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.posthorn.mailbox.body.Examination;
import org.posthorn.mailbox.body.WholeBody;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.EmailId;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.ThreadId;
import org.posthorn.mailbox.store.Uid;

/// What the contract tests of rows have in common: an empty storage, reached from two sides, and
/// rows to put into it.
public abstract class RowsContract {
    protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    protected static final AccountId ALICE = new AccountId(1001);
    protected static final AccountId BOB = new AccountId(1002);
    protected static final ModSequence FIRST = new ModSequence(1);

    /// Above all UIDs that the tests use.
    protected static final Uid END = new Uid(1_000_000);

    private RowsFixture fixture;

    protected abstract RowsFixture newFixture();

    @BeforeEach
    void openStorage() {
        fixture = newFixture();
    }

    @AfterEach
    void closeStorage() {
        fixture.close();
    }

    protected MailStorage one() {
        return fixture.one();
    }

    protected MailStorage other() {
        return fixture.other();
    }

    /// Does it in a transaction.
    protected void change(Consumer<MailTransaction> work) {
        change(one(), work);
    }

    protected static void change(MailStorage storage, Consumer<MailTransaction> work) {
        storage.inTransaction(tx -> {
            work.accept(tx);
            return true;
        });
    }

    protected <T> T changed(Function<MailTransaction, T> work) {
        return one().inTransaction(work);
    }

    protected <T> T read(Function<MailTransaction, T> work) {
        return one().reading(work);
    }

    /// Looks at what is there.
    protected void verify(Consumer<MailTransaction> look) {
        one().reading(tx -> {
            look.accept(tx);
            return true;
        });
    }

    /// A mailbox of Alice's with its numbers, in no tree.
    protected MailboxId newMailbox() {
        MailboxId mailbox = one().newMailboxId();
        change(tx -> tx.mailboxes().insert(mailbox, ALICE));
        return mailbox;
    }

    protected static MessageRow row(long uid, long modSequence, Flags flags) {
        return new MessageRow(
                new Uid(uid),
                flags,
                new ModSequence(modSequence),
                1000 + uid,
                NOON.minusSeconds(uid),
                new BodyId(70_000 + uid));
    }

    protected static StoredMessage message(long uid, long modSequence, Flags flags) {
        return message(row(uid, modSequence, flags));
    }

    protected static StoredMessage message(MessageRow row) {
        long uid = row.uid().value();
        return new StoredMessage(
                row,
                uid % 2 == 0 ? "" : "Delivered-To: jürgen" + uid + "@example.com\r\n",
                new EmailId(80_000 + uid),
                new ThreadId(-uid),
                NOON.plusSeconds(uid));
    }

    /// Messages with these UIDs, mod-sequence 2, no flags.
    protected void insert(MailboxId mailbox, long... uids) {
        var messages = new ArrayList<StoredMessage>();
        for (long uid : uids) {
            messages.add(message(uid, 2, Flags.NONE));
        }
        change(tx -> tx.messages().insert(mailbox, messages));
    }

    /// All rows of a mailbox, those that are hidden included.
    protected List<MessageRow> rows(MailStorage storage, MailboxId mailbox) {
        return storage.reading(tx -> {
            var rows = new ArrayList<MessageRow>();
            tx.messages().forEach(mailbox, END, rows::add);
            return rows;
        });
    }

    protected List<MessageRow> rows(MailboxId mailbox) {
        return rows(one(), mailbox);
    }

    protected static List<Long> uids(List<MessageRow> rows) {
        return rows.stream().map(row -> row.uid().value()).toList();
    }

    protected static ExaminedMessage examined(String text) {
        return Examination.of(new WholeBody(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Takes a body in, for a transaction to insert it.
    protected NewBody kept(BodyId body, ExaminedMessage message) {
        return one().octets().keep(body, message);
    }

    /// All octets of a body; none when it is gone.
    protected byte[] octets(BodyId body) {
        return one().octets().whole(List.of(body)).getOrDefault(body, new byte[0]);
    }

    /// Runs all at the same time and waits for their ends.
    protected static <T> List<T> together(List<Callable<T>> all) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (Future<T> one : executor.invokeAll(all)) {
                results.add(one.get());
            }
            return results;
        }
    }
}
