package org.posthorn.mailbox.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.outbound.BodyType;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.NotifyOn;
import org.posthorn.mailbox.outbound.OutboundQueue.Destination;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.outbound.ReturnedPart;
import org.posthorn.mailbox.store.BodyId;

public abstract class QueueRowsContract extends RowsContract {
    private static final Claimant HERE = new Claimant("here", 7);
    private static final Claimant HERE_BEFORE = new Claimant("here", 6);
    private static final Claimant THERE = new Claimant("there", 7);
    private static final Instant LEASE_END = NOON.plus(Duration.ofMinutes(5));

    private static final MessageOptions ALL_OPTIONS =
            new MessageOptions(
                    BodyType.BINARY,
                    true,
                    true,
                    Optional.of(ReturnedPart.HEADERS),
                    Optional.of("QQ+2B314"));

    private static final RecipientOptions ALL_WISHES =
            new RecipientOptions(
                    Optional.of(Set.of(NotifyOn.SUCCESS, NotifyOn.DELAY)),
                    Optional.of("rfc822;Bob+2Bx@example.net"));

    private static QueueEntry entry(long id, String destination, Instant due) {
        return new QueueEntry(
                new QueueId(id),
                new Envelope("m" + id, "jürgen@example.com", 1234, NOON, MessageOptions.NONE),
                new BodyId(77),
                "bob@example.net",
                RecipientOptions.NONE,
                destination,
                due,
                0,
                "",
                false,
                Optional.empty());
    }

    private void insert(QueueEntry... entries) {
        change(tx -> tx.queue().insert(List.of(entries)));
    }

    private List<QueueEntry> due(String destination, Instant at, int most) {
        return read(tx -> tx.queue().due(destination, at, most));
    }

    private boolean did(Function<MailTransaction, Boolean> work) {
        return changed(work);
    }

    private int count(Function<MailTransaction, Integer> work) {
        return changed(work);
    }

    private List<QueueId> renewed(QueueId entry, Claimant claimant, Instant end) {
        return changed(tx -> tx.queue().renew(List.of(entry), claimant, end));
    }

    private QueueEntry find(long id) {
        return read(tx -> tx.queue().find(new QueueId(id))).orElseThrow();
    }

    private List<QueueEntry> claim(Claimant claimant, List<QueueEntry> entries) {
        return changed(tx -> tx.queue().claim(entries, claimant, LEASE_END));
    }

    @Test
    void entry_isReadAsItWasWritten_withAllOptions() {
        var full =
                new QueueEntry(
                        new QueueId(1),
                        new Envelope("m1", "", 1L << 40, NOON.plusMillis(7), ALL_OPTIONS),
                        new BodyId(77),
                        "\"odd name\"@[IPv6:::1]",
                        ALL_WISHES,
                        "relay:office",
                        Instant.MAX,
                        3,
                        "450 4.7.1 come back",
                        true,
                        Optional.of(HERE));
        var never =
                new QueueEntry(
                        new QueueId(2),
                        new Envelope("m1", "a@b", 1, NOON, MessageOptions.NONE),
                        new BodyId(77),
                        "c@d",
                        new RecipientOptions(Optional.of(Set.of()), Optional.empty()),
                        "mx:d",
                        NOON,
                        0,
                        "",
                        false,
                        Optional.empty());
        insert(full, never);
        assertThat(find(1)).isEqualTo(full);
        assertThat(find(1).isHeld()).isTrue();
        assertThat(find(2)).isEqualTo(never);
        verify(tx -> assertThat(tx.queue().find(new QueueId(3))).isEmpty());
    }

    @Test
    void destinations_areListedByName_eachWithItsEarliestMoment() {
        insert(
                entry(1, "mx:b.example", NOON.plusSeconds(5)),
                entry(2, "mx:a.example", Instant.MAX),
                entry(3, "mx:b.example", NOON),
                entry(4, "relay:x", NOON.plusSeconds(1)));
        verify(tx -> {
            assertThat(tx.queue().destinations("", 10))
                    .containsExactly(
                            new Destination("mx:a.example", Instant.MAX),
                            new Destination("mx:b.example", NOON),
                            new Destination("relay:x", NOON.plusSeconds(1)));
            assertThat(tx.queue().destinations("", 1))
                    .containsExactly(new Destination("mx:a.example", Instant.MAX));
            assertThat(tx.queue().destinations("mx:b.example", 10))
                    .containsExactly(new Destination("relay:x", NOON.plusSeconds(1)));
        });
    }

    @Test
    void due_areThoseOfTheDestination_theLongestDueFirst() {
        insert(
                entry(1, "mx:a", NOON.plusSeconds(2)),
                entry(2, "mx:a", NOON),
                entry(3, "mx:a", NOON.plusSeconds(3)),
                entry(4, "mx:b", NOON));
        assertThat(due("mx:a", NOON.plusSeconds(2), 10))
                .extracting(each -> each.id().value())
                .containsExactly(2L, 1L);
        assertThat(due("mx:a", NOON.plusSeconds(2), 1)).hasSize(1);
        assertThat(due("mx:a", NOON.minusMillis(1), 10)).isEmpty();
    }

    @Test
    void claimed_isNotDueUntilTheLeaseEnds_andThenClaimedByAnother() {
        insert(entry(1, "mx:a", NOON));
        var due = due("mx:a", NOON, 10);
        assertThat(claim(HERE, due)).containsExactly(due.getFirst().claimed(HERE, LEASE_END));
        assertThat(claim(THERE, due)).isEmpty();
        assertThat(due("mx:a", LEASE_END.minusMillis(1), 10)).isEmpty();
        var again = due("mx:a", LEASE_END, 10);
        Instant end = LEASE_END.plusSeconds(1);
        List<QueueEntry> taken = changed(tx -> tx.queue().claim(again, THERE, end));
        assertThat(taken).hasSize(1);
        assertThat(find(1).claimant()).hasValue(THERE);
    }

    @Test
    void whatTwoClaimAtOnce_oneGets() throws Exception {
        var all = IntStream.range(1, 200).mapToObj(id -> entry(id, "mx:a", NOON)).toList();
        change(tx -> tx.queue().insert(all));
        Callable<Integer> one = () -> claim(HERE, due("mx:a", NOON, 500)).size();
        Callable<Integer> other = () -> claim(THERE, due("mx:a", NOON, 500)).size();
        assertThat(together(List.of(one, other, one, other)))
                .satisfies(counts ->
                        assertThat(counts.stream().mapToInt(Integer::intValue).sum())
                                .isEqualTo(all.size()));
    }

    @Test
    void onlyTheHolder_renewsReleasesPostponesAndDeletes() {
        insert(entry(1, "mx:a", NOON));
        claim(HERE, due("mx:a", NOON, 10));
        var id = new QueueId(1);
        for (Claimant stranger : List.of(THERE, HERE_BEFORE)) {
            assertThat(renewed(id, stranger, NOON)).isEmpty();
            change(tx -> tx.queue().release(List.of(id), stranger, NOON));
            assertThat(count(tx -> tx.queue().postpone(List.of(entry(1, "x", NOON)), stranger)))
                    .isZero();
            assertThat(count(tx -> tx.queue().delete(List.of(id), stranger))).isZero();
        }
        assertThat(find(1)).isEqualTo(entry(1, "mx:a", NOON).claimed(HERE, LEASE_END));

        Instant later = LEASE_END.plusSeconds(9);
        assertThat(renewed(id, HERE, later)).containsExactly(id);
        assertThat(find(1).due()).isEqualTo(later);
        change(tx -> tx.queue().release(List.of(id), HERE, NOON));
        assertThat(find(1)).isEqualTo(entry(1, "mx:a", NOON));

        claim(HERE, due("mx:a", NOON, 10));
        assertThat(count(tx -> tx.queue().delete(List.of(id), HERE))).isEqualTo(1);
        verify(tx -> assertThat(tx.queue().find(id)).isEmpty());
    }

    @Test
    void postponed_hasWhatItWasGiven_andIsFree() {
        insert(entry(1, "mx:a", NOON));
        var claimed = claim(HERE, due("mx:a", NOON, 10)).getFirst();
        var postponed =
                new QueueEntry(
                        claimed.id(),
                        claimed.envelope(),
                        claimed.body(),
                        claimed.recipient(),
                        claimed.options(),
                        "relay:r",
                        NOON.plusSeconds(300),
                        1,
                        "451 4.3.0 später",
                        true,
                        Optional.empty());
        assertThat(count(tx -> tx.queue().postpone(List.of(postponed), HERE))).isEqualTo(1);
        assertThat(find(1)).isEqualTo(postponed);
    }

    @Test
    void administrator_reschedulesAndRemoves_whoeverHoldsIt() {
        insert(entry(1, "mx:a", NOON));
        claim(HERE, due("mx:a", NOON, 10));
        var id = new QueueId(1);
        assertThat(did(tx -> tx.queue().reschedule(id, Instant.MAX))).isTrue();
        assertThat(find(1)).isEqualTo(entry(1, "mx:a", Instant.MAX));
        assertThat(did(tx -> tx.queue().remove(id))).isTrue();
        assertThat(did(tx -> tx.queue().remove(id))).isFalse();
        assertThat(did(tx -> tx.queue().reschedule(id, NOON))).isFalse();
    }

    @Test
    void rescheduledAsItWasSeen_onlyIfItStillIs() {
        insert(entry(1, "mx:a", NOON));
        var id = new QueueId(1);
        Instant later = NOON.plusSeconds(60);
        assertThat(did(tx -> tx.queue().reschedule(id, later, NOON))).isFalse();
        assertThat(did(tx -> tx.queue().reschedule(id, NOON, later))).isTrue();
        assertThat(find(1)).isEqualTo(entry(1, "mx:a", later));
        assertThat(did(tx -> tx.queue().reschedule(new QueueId(2), NOON, later))).isFalse();
    }

    @Test
    void after_goesThroughAllByNumber() {
        insert(entry(3, "mx:c", NOON), entry(1, "mx:a", NOON), entry(2, "mx:b", NOON));
        verify(tx -> {
            assertThat(tx.queue().after(0, 2))
                    .extracting(each -> each.id().value())
                    .containsExactly(1L, 2L);
            assertThat(tx.queue().after(2, 2))
                    .extracting(each -> each.id().value())
                    .containsExactly(3L);
        });
    }
}
