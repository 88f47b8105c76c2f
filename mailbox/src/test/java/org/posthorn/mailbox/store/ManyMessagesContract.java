package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Changes of more messages than are held at a time.
public abstract class ManyMessagesContract extends StoreContract {
    private static final int COUNT = 1_203;

    private void fillAtOnce(Mailbox mailbox, int count) {
        var news = new ArrayList<NewMessage>();
        for (int i = 1; i <= count; i++) {
            news.add(new NewMessage(body(message(String.valueOf(i))), Flags.NONE, NOON));
        }
        mailbox.append(List.copyOf(news));
        news.forEach(message -> message.body().close());
    }

    private static UidSet odd() {
        var uids = new UidSet.Builder();
        for (long uid = 1; uid <= COUNT; uid += 2) {
            uids.add(uid, uid);
        }
        return uids.build();
    }

    @Test
    void changeFlags_ofMany_isOneChange_asStored() {
        try (var archive = open("Archive")) {
            fillAtOnce(archive, COUNT);
            var before = archive.state();
            var changed = add(archive, odd(), SystemFlag.FLAGGED);
            assertThat(changed.changed()).isEqualTo(odd());
            assertThat(changed.modSequence().value())
                    .isEqualTo(before.highestModSequence().value() + 1);
            var now = archive.state();
            assertThat(now.since(before).changed()).isEqualTo(odd());
            assertThat(now.indexesIn(odd()))
                    .hasSize((COUNT + 1) / 2)
                    .matches(indexes ->
                            Arrays.stream(indexes)
                                    .allMatch(
                                            i -> now.modSequence(i).equals(changed.modSequence())));
            var unchanged =
                    archive.changeFlags(
                            UidSet.ALL,
                            new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.SEEN)),
                            Optional.of(before.highestModSequence()));
            assertThat(unchanged.failed()).isEqualTo(odd());
            assertThat(unchanged.changed().count()).isEqualTo(COUNT / 2);
        }
        fixture.restart();
        try (var archive = open("Archive")) {
            assertThat(archive.state().count(SystemFlag.FLAGGED)).isEqualTo((COUNT + 1) / 2);
            assertThat(archive.state().count(SystemFlag.SEEN)).isEqualTo(COUNT / 2);
        }
    }

    @Test
    void copyAndMove_ofMany_keepTheirOrderAndPublishWhatIsStored() {
        try (var archive = open("Archive");
                var trash = open("Trash")) {
            fillAtOnce(archive, COUNT);
            fill(trash, 3);
            var copied = archive.copyTo(odd(), trash);
            assertThat(copied.source()).hasSize((COUNT + 1) / 2);
            assertThat(copied.source().getLast()).isEqualTo(new Uid(COUNT));
            assertThat(copied.target().getFirst()).isEqualTo(new Uid(4));
            assertThat(text(trash, copied.target().getLast()))
                    .isEqualTo(message(String.valueOf(COUNT)));
            var moved = trash.moveTo(UidSet.ALL, trash);
            assertThat(moved.target()).hasSize(3 + (COUNT + 1) / 2);
            assertThat(trash.state().size()).isEqualTo(3 + (COUNT + 1) / 2);
            assertThat(text(trash, moved.target().getFirst())).isEqualTo(message("1"));
        }
        var published = uids("Trash");
        fixture.restart();
        assertThat(uids("Trash")).isEqualTo(published);
    }

    private List<Long> uids(String name) {
        try (var mailbox = open(name)) {
            return uids(mailbox.state());
        }
    }

    @Test
    void expunge_ofMany_keepsOnlyBodiesThatOthersShow_andThoseThatSomebodyReads() {
        try (var archive = open("Archive");
                var trash = open("Trash")) {
            fillAtOnce(archive, COUNT);
            archive.copyTo(odd(), trash);
            var large = append(archive, message("large") + "x".repeat(200_000));
            var content = archive.content(large).orElseThrow();
            assertThat(archive.expunge(UidSet.ALL).count()).isEqualTo(COUNT + 1);
            assertThat(fixture.bodyCount()).isEqualTo((COUNT + 1) / 2);
            assertThat(text(content)).startsWith(message("large"));
            assertThat(trash.expunge(UidSet.ALL)).isNotEqualTo(UidSet.EMPTY);
            assertThat(fixture.bodyCount()).isZero();
        }
    }

    @Test
    void delete_ofAMailboxOfMany_deletesTheirBodies() {
        create("Work");
        try (var work = open("Work")) {
            fillAtOnce(work, COUNT);
        }
        store().mailboxesOf(alice).delete(new MailboxName("Work"));
        fixture.sweep();
        assertThat(fixture.bodyCount()).isZero();
    }
}
