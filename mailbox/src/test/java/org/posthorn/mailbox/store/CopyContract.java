package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

public abstract class CopyContract extends StoreContract {
    @Test
    void copy_keepsFlagsDateHeaderAndEmailId_andCopiesNoOctets() {
        deliver(message("one"), alice);
        try (var inbox = open("INBOX");
                var archive = open("Archive")) {
            fill(archive, 1);
            add(inbox, UidSet.ALL, SystemFlag.FLAGGED);

            var outcome = inbox.copyTo(UidSet.ofAscending(1, 7), archive);

            assertThat(outcome.targetUidValidity()).isEqualTo(archive.info().uidValidity());
            assertThat(outcome.source()).containsExactly(new Uid(1));
            assertThat(outcome.target()).containsExactly(new Uid(2));
            assertThat(inbox.state().size()).isEqualTo(1);
            assertThat(archive.state().flags(1)).isEqualTo(Flags.of(SystemFlag.FLAGGED));
            assertThat(archive.state().row(1).internalDate())
                    .isEqualTo(inbox.state().row(0).internalDate());
            assertThat(archive.state().row(1).body()).isEqualTo(inbox.state().row(0).body());
            assertThat(text(archive, new Uid(2))).isEqualTo(header(alice) + message("one"));
            var original = summaries(inbox, UidSet.ALL).getFirst();
            var copy = summaries(archive, UidSet.of(new Uid(2))).getFirst();
            assertThat(copy.emailId()).isEqualTo(original.emailId());
            assertThat(copy.threadId()).isEqualTo(original.threadId());
            assertThat(fixture.bodyCount()).isEqualTo(2);
        }
    }

    @Test
    void copy_outlivesItsOriginal() {
        deliver(message("one"), alice);
        try (var inbox = open("INBOX");
                var archive = open("Archive")) {
            inbox.copyTo(UidSet.ALL, archive);
            inbox.expunge(UidSet.ALL);
            assertThat(text(archive, Uid.FIRST)).isEqualTo(header(alice) + message("one"));
        }
    }

    @Test
    void copy_toTheSameMailbox_addsToItsEnd() {
        try (var archive = open("Archive")) {
            fill(archive, 2);
            var outcome = archive.copyTo(UidSet.ALL, archive);
            assertThat(outcome.target()).containsExactly(new Uid(3), new Uid(4));
            assertThat(uids(archive.state())).containsExactly(1L, 2L, 3L, 4L);
            assertThat(fixture.bodyCount()).isEqualTo(2);
        }
    }

    @Test
    void copy_ofSparseUids_keepsTheirOrder() {
        try (var archive = open("Archive");
                var trash = open("Trash")) {
            fill(archive, 40);
            var outcome = archive.copyTo(UidSet.ofAscending(1, 20, 40), trash);
            assertThat(outcome.source()).containsExactly(new Uid(1), new Uid(20), new Uid(40));
            assertThat(text(trash, new Uid(2))).isEqualTo(message("20"));
            assertThat(text(trash, new Uid(3))).isEqualTo(message("40"));
        }
    }

    @Test
    void copy_ofNothing_changesNothing() {
        try (var archive = open("Archive");
                var trash = open("Trash")) {
            var outcome = archive.copyTo(UidSet.ALL, trash);
            assertThat(outcome.source()).isEmpty();
            assertThat(trash.state().highestModSequence()).isEqualTo(new ModSequence(1));
        }
    }

    @Test
    void move_isACopyAndAnExpunge_inOneCommit() {
        try (var archive = open("Archive");
                var trash = open("Trash")) {
            fill(archive, 3);
            var known = archive.state().highestModSequence();

            var outcome = archive.moveTo(UidSet.ofAscending(1, 3), trash);

            assertThat(outcome.source()).containsExactly(new Uid(1), new Uid(3));
            assertThat(outcome.target()).containsExactly(new Uid(1), new Uid(2));
            assertThat(uids(archive.state())).containsExactly(2L);
            assertThat(archive.expungedSince(known))
                    .isEqualTo(new Vanished(UidSet.ofAscending(1, 3), true));
            assertThat(text(trash, new Uid(2))).isEqualTo(message("3"));
            assertThat(fixture.bodyCount()).isEqualTo(3);
            trash.expunge(UidSet.ALL);
            assertThat(fixture.bodyCount()).isEqualTo(1);
        }
    }

    @Test
    void move_withinAMailbox_givesNewUids() {
        try (var archive = open("Archive")) {
            fill(archive, 2);
            var outcome = archive.moveTo(UidSet.of(new Uid(1)), archive);
            assertThat(outcome.target()).containsExactly(new Uid(3));
            assertThat(uids(archive.state())).containsExactly(2L, 3L);
            assertThat(text(archive, new Uid(3))).isEqualTo(message("1"));
        }
    }

    @Test
    void copy_toADeletedMailbox_throws_andMoveLosesNothing() {
        create("Work");
        try (var archive = open("Archive");
                var work = open("Work")) {
            fill(archive, 1);
            store().mailboxesOf(alice).delete(new MailboxName("Work"));
            assertThatThrownBy(() -> archive.moveTo(UidSet.ALL, work))
                    .isInstanceOf(StoreException.class);
            assertThat(text(archive, Uid.FIRST)).isEqualTo(message("1"));
        }
    }

    @Test
    void moves_inOppositeDirections_neitherLockUpNorLose() throws Exception {
        try (var archive = open("Archive");
                var trash = open("Trash");
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            fill(archive, 10);
            fill(trash, 10);
            var futures = new ArrayList<Future<?>>();
            for (var pair : List.of(List.of(archive, trash), List.of(trash, archive))) {
                futures.add(
                        executor.submit(() -> {
                            for (int i = 0; i < 20; i++) {
                                pair.getFirst().moveTo(UidSet.ALL, pair.getLast());
                            }
                        }));
            }
            for (var future : futures) {
                future.get();
            }
            assertThat(archive.state().size() + trash.state().size()).isEqualTo(20);
        }
    }
}
