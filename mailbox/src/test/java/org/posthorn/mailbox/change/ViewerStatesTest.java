package org.posthorn.mailbox.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.Recount;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.memory.MemoryStorage;
import org.posthorn.mailbox.rights.Grant;
import org.posthorn.mailbox.rights.Rights;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.UidSet;

/// What a viewer sees is the same, whether it was kept through changes from both sides and in both
/// of two stores, or is read anew.
final class ViewerStatesTest {
    private static final int RUNS = 30;
    private static final int CHANGES = 60;
    private static final MailboxName ARCHIVE = new MailboxName("Archive");

    private final MemoryStorage storage = new MemoryStorage();

    private static MailboxName shared(Mail mail, AccountId viewer) {
        return mail.store().mailboxesOf(viewer).list().stream()
                .map(MailboxInfo::name)
                .filter(name -> name.value().startsWith("Other Users/"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> rows(MailboxState state) {
        var rows = new ArrayList<String>();
        for (int i = 0; i < state.size(); i++) {
            rows.add(state.uid(i) + " " + state.flags(i) + " " + state.modSequence(i));
        }
        rows.add(state.uidNext() + " " + state.highestModSequence());
        return rows;
    }

    @Test
    void stateOfAViewer_isThatOfTheStorage_howeverItCameAbout() {
        long seed = System.nanoTime();
        for (int run = 0; run < RUNS; run++) {
            try {
                run(new Random(seed + run));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + (seed + run), e);
            }
        }
        Recount.check(storage);
    }

    @Test
    void viewerWhoseAccountIsRemoved_isForgotten() {
        var mail = Mail.over(storage);
        var alice = TestMail.addAccount(mail);
        var bob = TestMail.addAccount(mail);
        mail.store().mailboxesOf(alice).setRights(ARCHIVE, new Grant(Optional.of(bob), Rights.ALL));
        try (var his = mail.store().mailboxesOf(bob).open(shared(mail, bob)).orElseThrow()) {
            append(mail, his, new Random(1));
            var seen = new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.SEEN));
            his.changeFlags(UidSet.ALL, seen, Optional.empty());
        }
        var id = mail.store().mailboxesOf(alice).find(ARCHIVE).orElseThrow().id();
        var sweeper = new Sweeper(TestMail.parts(mail));
        sweeper.sweepExpunged();
        assertThat(storage.<Integer>reading(tx -> tx.viewers().viewers(id).size())).isEqualTo(1);
        TestMail.removeAccount(mail, bob);
        sweeper.sweepExpunged();
        assertThat(storage.<Integer>reading(tx -> tx.viewers().viewers(id).size())).isZero();
        assertThat(
                        storage.<Integer>reading(
                                tx -> tx.mailboxes().counters(id).orElseThrow().viewers()))
                .isZero();
        Recount.check(storage);
    }

    private void run(Random random) {
        var one = Mail.over(storage);
        var other = Mail.over(storage);
        var alice = TestMail.addAccount(one);
        var bob = TestMail.addAccount(one);
        one.store().mailboxesOf(alice).setRights(ARCHIVE, new Grant(Optional.of(bob), Rights.ALL));
        try (var hers = one.store().mailboxesOf(alice).open(ARCHIVE).orElseThrow();
                var his = one.store().mailboxesOf(bob).open(shared(one, bob)).orElseThrow();
                var hisToo = other.store().mailboxesOf(bob).open(shared(other, bob)).orElseThrow();
                var mine = one.store().mailboxesOf(bob).open(ARCHIVE).orElseThrow()) {
            for (int i = 0; i < CHANGES; i++) {
                change(one, List.of(hers, his, hisToo), mine, random);
                if (random.nextInt(5) == 0) {
                    compare(List.of(one, other), List.of(his, hisToo), bob);
                }
            }
            compare(List.of(one, other), List.of(his, hisToo), bob);
        }
        TestMail.removeAccount(one, bob);
    }

    private void compare(List<Mail> stores, List<Mailbox> his, AccountId bob) {
        stores.forEach(store -> new ElsewhereChanges(TestMail.parts(store)).catchUp());
        var anew = Mail.over(storage);
        try (var read = anew.store().mailboxesOf(bob).open(shared(anew, bob)).orElseThrow()) {
            for (Mailbox each : his) {
                assertThat(rows(each.state())).isEqualTo(rows(read.state()));
            }
        }
    }

    private static void change(Mail mail, List<Mailbox> handles, Mailbox mine, Random random) {
        var mailbox = handles.get(random.nextInt(handles.size()));
        long next = mailbox.state().uidNext().value();
        long first = 1 + random.nextLong(next);
        var uids = new UidSet.Builder().add(first, first + random.nextInt(4)).build();
        switch (random.nextInt(8)) {
            case 0, 1 -> append(mail, mailbox, random);
            case 2 -> mailbox.expunge(uids);
            case 3 -> mailbox.copyTo(uids, mine);
            case 4 -> mine.copyTo(uids, mailbox);
            case 5 -> mailbox.moveTo(uids, mine);
            default -> flag(mailbox, uids, random);
        }
    }

    private static void flag(Mailbox mailbox, UidSet uids, Random random) {
        var kinds = FlagChange.Kind.values();
        var flags =
                random.nextBoolean()
                        ? Flags.of(SystemFlag.SEEN)
                        : Flags.of(SystemFlag.SEEN, SystemFlag.FLAGGED);
        mailbox.changeFlags(
                uids, new FlagChange(kinds[random.nextInt(kinds.length)], flags), Optional.empty());
    }

    private static void append(Mail mail, Mailbox mailbox, Random random) {
        try (var body = mail.store().newBody()) {
            body.write("Subject: one\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var flags = random.nextBoolean() ? Flags.of(SystemFlag.SEEN) : Flags.NONE;
            mailbox.append(List.of(new NewMessage(body, flags, Instant.EPOCH)));
        }
    }
}
