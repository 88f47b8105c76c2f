package org.posthorn.mailbox.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UnknownOutcomeException;

/// Whatever happens to a group, each work is done once or refused, and nobody waits for ever.
final class GroupsTest {
    private final Watchdog watchdog = new Watchdog(Duration.ofSeconds(20));
    private final List<List<Work<?>>> committed = new CopyOnWriteArrayList<>();
    private final AtomicReference<Function<List<Work<?>>, Runnable>> behaviour =
            new AtomicReference<>(this::note);
    private final Groups groups = new Groups(works -> behaviour.get().apply(works));

    private Runnable note(List<Work<?>> works) {
        committed.add(works);
        return () -> {};
    }

    /// A work on a mailbox of its own.
    private static final class Job extends Work<Boolean> {
        private final SharedMailbox mailbox;

        Job(long number) {
            super(false);
            mailbox = new SharedMailbox(new MailboxId(number));
        }

        Job(SharedMailbox mailbox) {
            super(false);
            this.mailbox = mailbox;
        }

        @Override
        protected Collection<SharedMailbox> mailboxes() {
            return List.of(mailbox);
        }

        @Override
        protected Boolean plan(Draft draft) {
            return true;
        }
    }

    /// Holds the first commit until the others wait, so that the next leader takes them together.
    private void together(Function<List<Work<?>>, Runnable> next, List<Runnable> others)
            throws InterruptedException {
        var running = new CountDownLatch(1);
        var queued = new CountDownLatch(1);
        behaviour.set(works -> {
            behaviour.set(next);
            running.countDown();
            watchdog.await(() -> queued.getCount() == 0);
            return note(works);
        });
        watchdog.start(() -> run(new Job(100)));
        running.await();
        for (Runnable other : others) {
            var thread =
                    watchdog.start(() -> {
                        other.run();
                        return true;
                    });
            watchdog.await(() -> thread.getState() == Thread.State.WAITING);
        }
        queued.countDown();
        watchdog.awaitAll();
    }

    private boolean run(Job job) {
        groups.run(job);
        return true;
    }

    @Test
    void worksThatWait_shareACommit() throws Exception {
        together(this::note, List.of(() -> run(new Job(1)), () -> run(new Job(2))));
        assertThat(committed).extracting(List::size).containsExactly(1, 2);
    }

    @Test
    void worksOfOneMailbox_shareACommit() throws Exception {
        var mailbox = new SharedMailbox(new MailboxId(1));
        together(this::note, List.of(() -> run(new Job(mailbox)), () -> run(new Job(mailbox))));
        assertThat(committed).extracting(List::size).containsExactly(1, 2);
    }

    @Test
    void groupThatIsUndone_isTriedOneByOne() throws Exception {
        together(
                works -> {
                    if (works.size() > 1) {
                        throw new StackOverflowError("as asked");
                    }
                    return note(works);
                },
                List.of(() -> run(new Job(1)), () -> run(new Job(2)), () -> run(new Job(3))));
        assertThat(committed).extracting(List::size).containsExactly(1, 1, 1, 1);
    }

    @Test
    void groupOfUnknownOutcome_isTriedByNobodyAgain() throws Exception {
        var refused = new CopyOnWriteArrayList<Throwable>();
        Function<Long, Runnable> job =
                number ->
                        () -> {
                            try {
                                groups.run(new Job(number));
                            } catch (UnknownOutcomeException e) {
                                refused.add(e);
                            }
                        };
        together(
                works -> {
                    committed.add(works);
                    throw new UnknownOutcomeException("the disk is gone");
                },
                List.of(job.apply(1L), job.apply(2L)));
        assertThat(committed).hasSize(2);
        assertThat(refused).hasSize(2);
    }

    @Test
    void workThatFailsAlone_isRefused_andTheLeadIsPassedOn() throws Exception {
        behaviour.set(_ -> {
            throw new StoreException("no");
        });
        assertThatThrownBy(() -> run(new Job(1))).hasMessage("no");
        behaviour.set(this::note);
        run(new Job(2));
        assertThat(committed).hasSize(1);
    }

    /// Works whose mailboxes cannot even be asked for.
    private static final class Deadly extends Work<Boolean> {
        Deadly() {
            super(false);
        }

        @Override
        protected Collection<SharedMailbox> mailboxes() {
            throw new StackOverflowError("as asked");
        }

        @Override
        protected Boolean plan(Draft draft) {
            return true;
        }
    }

    @Test
    void workThatDiesWhileItIsCollected_leavesNobodyWaiting() throws Exception {
        Runnable deadly =
                () ->
                        assertThatThrownBy(() -> groups.run(new Deadly()))
                                .isInstanceOf(StackOverflowError.class);
        for (int place = 0; place < 3; place++) {
            committed.clear();
            var works = new ArrayList<Runnable>();
            works.add(() -> run(new Job(1)));
            works.add(() -> run(new Job(2)));
            works.add(place, deadly);
            together(this::note, works);
            assertThat(committed.stream().mapToInt(List::size).sum()).isEqualTo(3);
        }
    }

    @Test
    void worksThatWaitForABusyMailbox_shareACommit_andOneThatFailsHarmsNobody() throws Exception {
        var busy = new SharedMailbox(new MailboxId(1));
        var bad = new Job(busy);
        behaviour.set(works -> {
            if (works.contains(bad)) {
                throw new StoreException("no");
            }
            return note(works);
        });
        var refused = new CopyOnWriteArrayList<Throwable>();
        busy.lock().lock();
        try {
            for (Job job : List.of(new Job(busy), new Job(busy), bad, new Job(busy))) {
                var thread =
                        watchdog.start(() -> {
                            try {
                                return run(job);
                            } catch (StoreException e) {
                                return refused.add(e);
                            }
                        });
                watchdog.await(() -> thread.getState() == Thread.State.WAITING);
            }
        } finally {
            busy.lock().unlock();
        }
        watchdog.awaitAll();
        assertThat(refused).hasSize(1);
        assertThat(committed.stream().mapToInt(List::size).sum()).isEqualTo(3);

        behaviour.set(this::note);
        committed.clear();
        busy.lock().lock();
        try {
            for (int i = 0; i < 5; i++) {
                var thread = watchdog.start(() -> run(new Job(busy)));
                watchdog.await(() -> thread.getState() == Thread.State.WAITING);
            }
        } finally {
            busy.lock().unlock();
        }
        watchdog.awaitAll();
        assertThat(committed).extracting(List::size).containsExactly(5);
    }

    /// Whoever waits for a mailbox is not overtaken by groups for ever.
    @Test
    void mailboxThatSomebodyWaitsFor_isLeftToHim() throws Exception {
        var wanted = new SharedMailbox(new MailboxId(1));
        wanted.lock().lock();
        try {
            var waiting = watchdog.start(() -> run(new Job(wanted)));
            watchdog.await(() -> waiting.getState() == Thread.State.WAITING);
            assertThat(SharedMailbox.tryLock(List.of(wanted))).isFalse();
        } finally {
            wanted.lock().unlock();
        }
        watchdog.awaitAll();
        assertThat(SharedMailbox.tryLock(List.of(wanted))).isTrue();
        SharedMailbox.unlock(List.of(wanted));
    }

    @Test
    void workOnABusyMailbox_waitsForThatAlone() throws Exception {
        var busy = new SharedMailbox(new MailboxId(1));
        busy.lock().lock();
        try {
            var waiting = watchdog.start(() -> run(new Job(busy)));
            watchdog.await(() -> waiting.getState() == Thread.State.WAITING);
            run(new Job(2));
            assertThat(committed).hasSize(1);
        } finally {
            busy.lock().unlock();
        }
        watchdog.awaitAll();
        assertThat(committed).hasSize(2);
    }
}
