package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.change.Change;

/// Changes of more messages than one commit takes, and what others see and do meanwhile.
public abstract class MassChangesContract extends StoreContract {
    /// A longer run asks for more: `-Dposthorn.many=100000`.
    private static final int MANY = Integer.getInteger("posthorn.many", 4_000);

    /// Messages with a keyword by which their copies are known.
    private void fillUp(Mailbox mailbox, int count) {
        try (var body = store().newBody()) {
            body.write("Subject: many\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII));
            var flags = Flags.of(0, List.of("$Copied", "NonJunk"));
            var messages = new ArrayList<NewMessage>();
            for (int i = 0; i < 500; i++) {
                messages.add(new NewMessage(body, flags, NOON));
            }
            mailbox.append(messages);
        }
        while (mailbox.state().size() < count) {
            var half = new UidSet.Builder().add(1, count - mailbox.state().size()).build();
            mailbox.copyTo(half, mailbox);
        }
    }

    private static int copied(MailboxState state) {
        int count = 0;
        for (int i = 0; i < state.size(); i++) {
            count += state.flags(i).hasKeyword("$copied") ? 1 : 0;
        }
        return count;
    }

    /// Looks at a mailbox again and again, as a session does.
    private static final class Observer {
        private final Mailbox mailbox;
        private MailboxState known;
        private final List<String> violations = new ArrayList<>();

        Observer(Mailbox mailbox) {
            this.mailbox = mailbox;
            this.known = mailbox.state();
        }

        boolean watch(AtomicBoolean done) {
            while (!done.get()) {
                look();
                Thread.onSpinWait();
            }
            look();
            return true;
        }

        private void look() {
            var now = mailbox.state();
            var news = now.since(known);
            for (int index : now.indexesIn(news.added())) {
                if (now.uid(index).compareTo(known.uidNext()) < 0) {
                    violations.add(now.uid(index) + " is below " + known.uidNext());
                }
            }
            for (int i = 0; i < now.size(); i++) {
                if (now.modSequence(i).compareTo(now.highestModSequence()) > 0) {
                    violations.add(now.uid(i) + " is above the highest mod-sequence");
                }
            }
            int copies = copied(now);
            if (copies != 0 && copies != MANY) {
                violations.add(copies + " copies show");
            }
            known = now;
        }
    }

    @Test
    void copyOfMany_showsAllAtOnce_aboveWhatArrivesMeanwhile() throws Exception {
        var done = new AtomicBoolean();
        var delivered = new AtomicInteger();
        try (var archive = open("Archive");
                var inbox = open("INBOX");
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            fillUp(archive, MANY);
            var observer = new Observer(inbox);
            var work = new ArrayList<Future<?>>();
            work.add(executor.submit(() -> observer.watch(done)));
            for (int i = 0; i < 2; i++) {
                work.add(
                        executor.submit(() -> {
                            while (!done.get()) {
                                deliver(message("n" + delivered.incrementAndGet()), alice);
                            }
                            return true;
                        }));
            }
            CopyOutcome outcome;
            try {
                outcome = archive.copyTo(UidSet.ALL, inbox);
                deliver(message("after"), alice);
            } finally {
                done.set(true);
            }
            for (var each : work) {
                each.get();
            }
            assertThat(observer.violations).isEmpty();
            assertThat(outcome.source()).hasSize(MANY);
            assertThat(outcome.target()).hasSize(MANY).isSorted();
            assertThat(inbox.state().size()).isEqualTo(MANY + delivered.get() + 1);
            var first = inbox.state().indexOf(outcome.target().getFirst());
            assertThat(inbox.state().uid(first + MANY - 1)).isEqualTo(outcome.target().getLast());
            assertThat(text(inbox, outcome.target().getLast())).contains("Subject: many");
        }
        fixture.restart();
        try (var inbox = open("INBOX")) {
            assertThat(copied(inbox.state())).isEqualTo(MANY);
        }
    }

    @Test
    void copyOfMany_beyondTheLimit_isRefusedWhole() {
        try (var archive = open("Archive");
                var trash = open("Trash")) {
            fillUp(archive, MANY);
            store().setLimits(alice, new AccountLimits(2 * MANY - 1, AccountLimits.UNLIMITED));
            assertThatThrownBy(() -> archive.copyTo(UidSet.ALL, trash))
                    .isInstanceOf(OverLimitException.class);
            assertThat(trash.state().isEmpty()).isTrue();
            assertThat(append(trash, message("one"))).isEqualTo(Uid.FIRST);
            assertThat(store().usage(alice).orElseThrow().messages()).isEqualTo(MANY + 1);
        }
        fixture.restart();
        try (var trash = open("Trash")) {
            assertThat(trash.state().size()).isEqualTo(1);
        }
    }

    @Test
    void twoCopiesOfManyIntoOneMailbox_atTheSameTime_bothArrive() throws Exception {
        try (var archive = open("Archive");
                var inbox = open("INBOX");
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            fillUp(archive, MANY);
            var one = executor.submit(() -> archive.copyTo(UidSet.ALL, inbox));
            var other = executor.submit(() -> archive.copyTo(UidSet.ALL, inbox));
            var uids = new ArrayList<>(one.get().target());
            uids.addAll(other.get().target());
            assertThat(uids).hasSize(2 * MANY).doesNotHaveDuplicates();
            assertThat(inbox.state().size()).isEqualTo(2 * MANY);
        }
    }

    @Test
    void mailboxDeleted_underACopyOfManyIntoIt_leavesNothing() {
        create("Work");
        var doomed = new MailboxName("Work");
        try (var archive = open("Archive");
                var work = open("Work")) {
            fillUp(archive, MANY);
            try (var _ =
                    fixture.follow(changes -> {
                        if (changes.getFirst() instanceof Change.CopyBegun) {
                            store().mailboxesOf(alice).delete(doomed);
                        }
                    })) {
                assertThatThrownBy(() -> archive.copyTo(UidSet.ALL, work))
                        .isInstanceOf(StoreException.class)
                        .hasMessage("the mailbox has been deleted");
            }
            archive.expunge(UidSet.ALL);
        }
        fixture.sweep();
        assertThat(fixture.bodyCount()).isZero();
    }

    @Test
    void flagsAndExpungeOfMany_whileMailArrives_areWhole() throws Exception {
        var done = new AtomicBoolean();
        try (var inbox = open("INBOX");
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            fillUp(inbox, MANY);
            var old = new UidSet.Builder().add(1, inbox.state().uidNext().value() - 1).build();
            var change = new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.DELETED));
            var since = inbox.state().highestModSequence();
            var arriving =
                    executor.submit(() -> {
                        int count = 0;
                        while (!done.get()) {
                            deliver(message("n" + count), alice);
                            count++;
                        }
                        return count;
                    });
            try {
                var flagged = inbox.changeFlags(old, change, Optional.of(since));
                assertThat(flagged.failed().isEmpty()).isTrue();
                assertThat(flagged.changed().count()).isEqualTo(MANY);
                assertThat(inbox.expungeDeleted(UidSet.ALL)).isEqualTo(flagged.changed());
            } finally {
                done.set(true);
            }
            int count = arriving.get();
            assertThat(inbox.state().size()).isEqualTo(count);
        }
    }
}
