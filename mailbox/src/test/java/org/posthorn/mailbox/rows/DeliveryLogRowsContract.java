package org.posthorn.mailbox.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.deliverylog.LogKeys;
import org.posthorn.mailbox.deliverylog.LogPiece;
import org.posthorn.mailbox.rows.DeliveryLogRows.Keys;
import org.posthorn.mailbox.rows.DeliveryLogRows.Part;
import org.posthorn.mailbox.rows.DeliveryLogRows.Piece;
import org.posthorn.mailbox.rows.DeliveryLogRows.Place;

/// What every storage keeps of the delivery log.
public abstract class DeliveryLogRowsContract extends RowsContract {
    private static final int TODAY = LogPiece.dayOf(NOON);

    private static DeliveryEvent event(Instant at, String message) {
        return new DeliveryEvent(
                at,
                Kind.DELIVERED,
                message,
                "a@example.org",
                message + "@example.net",
                Map.of(Detail.REPLY, "250 ok"));
    }

    private void append(DeliveryEvent... events) {
        change(tx -> tx.deliveryLog().append(List.of(events)));
    }

    private List<Piece> young(int day) {
        return read(tx -> tx.deliveryLog().young(day, 0, 1000));
    }

    private List<DeliveryEvent> youngEvents(int day) {
        return young(day).stream().flatMap(piece -> piece.piece().events().stream()).toList();
    }

    @Test
    void eventsOfACommit_areOnePiece() {
        append(event(NOON, "m1"), event(NOON.plusMillis(5), "m2"));
        append(event(NOON.plusMillis(6), "m3"));
        assertThat(young(TODAY)).hasSize(2);
        assertThat(youngEvents(TODAY))
                .extracting(DeliveryEvent::message)
                .containsExactly("m1", "m2", "m3");
        assertThat(young(TODAY).getFirst().piece().last()).isEqualTo(NOON.plusMillis(5));
    }

    @Test
    void nothing_isNoPiece() {
        append();
        verify(tx -> assertThat(tx.deliveryLog().days(Part.YOUNG)).isEmpty());
    }

    @Test
    void largeCommit_isSeveralPieces() {
        var many = new ArrayList<DeliveryEvent>();
        for (int i = 0; i < 2000; i++) {
            many.add(event(NOON, "message" + i));
        }
        change(tx -> tx.deliveryLog().append(many));
        assertThat(young(TODAY)).hasSizeGreaterThan(1);
        assertThat(youngEvents(TODAY)).isEqualTo(many);
    }

    @Test
    void undoneCommit_leavesNothing() {
        assertThatThrownBy(() ->
                        change(tx -> {
                            tx.deliveryLog().append(List.of(event(NOON, "m1")));
                            throw new IllegalStateException("no");
                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(young(TODAY)).isEmpty();
    }

    @Test
    void days_areThoseWithPieces_theLatestFirst() {
        append(event(NOON, "m1"));
        append(event(NOON.plus(Duration.ofDays(3)), "m2"));
        append(event(NOON.minus(Duration.ofDays(2)), "m3"));
        append(event(NOON, "m4"));
        change(tx -> tx.deliveryLog().add(Part.PACKED, packed(event(NOON, "m5"))));
        verify(tx -> {
            assertThat(tx.deliveryLog().days(Part.YOUNG))
                    .containsExactly(TODAY + 3, TODAY, TODAY - 2);
            assertThat(tx.deliveryLog().days(Part.PACKED)).containsExactly(TODAY);
        });
    }

    private static LogPiece packed(DeliveryEvent... events) {
        return LogPiece.compressed(List.of(events)).getFirst();
    }

    @Test
    void keys_areReadInSlices_inOrder() {
        for (Part part : Part.values()) {
            for (int i = 0; i < 5; i++) {
                var piece = packed(event(NOON.plusMillis(i), "m" + i));
                change(tx -> tx.deliveryLog().add(part, piece));
            }
            var first = read(tx -> tx.deliveryLog().keys(part, TODAY, 0, 3));
            long last = first.getLast().place().number();
            var rest = read(tx -> tx.deliveryLog().keys(part, TODAY, last, 3));
            assertThat(first).hasSize(3);
            assertThat(rest).hasSize(2);
            var all = new ArrayList<>(first);
            all.addAll(rest);
            assertThat(all)
                    .extracting(Keys::last)
                    .containsExactly(
                            NOON,
                            NOON.plusMillis(1),
                            NOON.plusMillis(2),
                            NOON.plusMillis(3),
                            NOON.plusMillis(4));
            var wanted = LogKeys.Wanted.asked("m3@example.net");
            assertThat(all.stream().filter(keys -> wanted.mayBeIn(keys.keys())).toList())
                    .singleElement()
                    .satisfies(keys ->
                            assertThat(events(keys.place()))
                                    .extracting(DeliveryEvent::message)
                                    .containsExactly("m3"));
        }
    }

    private List<DeliveryEvent> events(Place place) {
        return read(tx -> tx.deliveryLog().octets(place)).map(LogPiece::events).orElse(List.of());
    }

    @Test
    void removedPiece_isGone_andIsCountedOnce() {
        append(event(NOON, "m1"));
        append(event(NOON, "m2"));
        change(tx -> tx.deliveryLog().add(Part.PACKED, packed(event(NOON, "m3"))));
        Place first = young(TODAY).getFirst().place();
        Place third =
                read(tx -> tx.deliveryLog().keys(Part.PACKED, TODAY, 0, 9)).getFirst().place();
        int removed = changed(tx -> tx.deliveryLog().remove(List.of(first, third)));
        int again = changed(tx -> tx.deliveryLog().remove(List.of(third, first)));
        assertThat(removed).isEqualTo(2);
        assertThat(again).isZero();
        verify(tx -> {
            assertThat(tx.deliveryLog().octets(first)).isEmpty();
            assertThat(tx.deliveryLog().octets(third)).isEmpty();
            assertThat(tx.deliveryLog().days(Part.PACKED)).isEmpty();
        });
        assertThat(youngEvents(TODAY)).extracting(DeliveryEvent::message).containsExactly("m2");
    }

    @Test
    void twoSides_giveNoNumberTwice() throws Exception {
        var works = new ArrayList<Callable<Boolean>>();
        for (MailStorage side : List.of(one(), other(), one(), other())) {
            works.add(() -> {
                for (int i = 0; i < 50; i++) {
                    var event = event(NOON, "m" + i);
                    side.inTransaction(tx -> {
                        tx.deliveryLog().append(List.of(event));
                        return true;
                    });
                }
                return true;
            });
        }
        together(works);
        var numbers = new HashSet<Long>();
        young(TODAY).forEach(piece -> numbers.add(piece.place().number()));
        assertThat(numbers).hasSize(200);
    }
}
