package org.posthorn.mailbox.tracing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.posthorn.mailbox.deliverylog.DamagedLogException;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.LogPiece;
import org.posthorn.mailbox.rows.DeliveryLogRows.Part;
import org.posthorn.mailbox.rows.DeliveryLogRows.Piece;
import org.posthorn.mailbox.rows.DeliveryLogRows.Place;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.store.StoreException;

/// Makes large pieces of small ones, and forgets what is old.
///
/// The transaction that adds a large piece removes the small ones of which it is made, each by its
/// key, and does neither if one of them is gone: so no event is lost or there twice, whatever dies
/// and however many pack.
final class Packing {
    private static final System.Logger LOG = System.getLogger(Packing.class.getName());

    /// Of plain events in one packed piece, about.
    static final int PIECE_OCTETS = 150_000;

    /// How old a row is at least: nobody has to wait for commits that are under way.
    private static final Duration REST = Duration.ofSeconds(30);

    /// How long after the end of a day what is left of it is packed, little as it may be.
    private static final Duration END_OF_DAY = Duration.ofMinutes(10);

    /// Rows that are read, or removed, at once.
    private static final int SLICE = 500;

    private final MailStorage storage;
    private final InstantSource clock;
    private final int keepDays;
    private final BooleanSupplier over;

    /// @param over whether nothing more is to be begun
    Packing(MailStorage storage, InstantSource clock, int keepDays, BooleanSupplier over) {
        this.storage = storage;
        this.clock = clock;
        this.keepDays = keepDays;
        this.over = over;
    }

    /// Packs all that makes whole pieces, and what is left of past days.
    void pack() {
        for (int day : days(Part.YOUNG)) {
            boolean more = true;
            while (more && !over.getAsBoolean()) {
                more = packSome(day);
            }
        }
    }

    private List<Integer> days(Part part) {
        return storage.reading(tx -> tx.deliveryLog().days(part));
    }

    private boolean packSome(int day) {
        Instant now = clock.instant();
        var pieces = new ArrayList<Piece>();
        boolean enough = collect(day, now.minus(REST), pieces);
        boolean dayIsOver = day < LogPiece.dayOf(now.minus(END_OF_DAY));
        if (pieces.isEmpty() || !(enough || dayIsOver)) {
            return false;
        }
        replace(pieces, LogPiece.compressed(events(pieces)));
        return enough;
    }

    /// @return whether they make a whole piece
    private boolean collect(int day, Instant before, List<Piece> pieces) {
        long octets = 0;
        long after = 0;
        while (true) {
            long last = after;
            var some = storage.reading(tx -> tx.deliveryLog().young(day, last, SLICE));
            for (Piece piece : some) {
                if (piece.piece().last().isAfter(before)) {
                    return false;
                }
                pieces.add(piece);
                octets += piece.piece().octets().length;
                if (octets >= PIECE_OCTETS) {
                    return true;
                }
            }
            if (some.size() < SLICE) {
                return false;
            }
            after = some.getLast().place().number();
        }
    }

    private static List<DeliveryEvent> events(List<Piece> pieces) {
        var events = new ArrayList<DeliveryEvent>();
        for (Piece piece : pieces) {
            try {
                events.addAll(piece.piece().events());
            } catch (DamagedLogException e) {
                LOG.log(System.Logger.Level.WARNING, "a part of the delivery log is lost", e);
            }
        }
        return events;
    }

    private void replace(List<Piece> small, List<LogPiece> large) {
        List<Place> places = small.stream().map(Piece::place).toList();
        storage.inTransaction(tx -> {
            large.forEach(piece -> tx.deliveryLog().add(Part.PACKED, piece));
            if (tx.deliveryLog().remove(places) != places.size()) {
                throw new StoreException("somebody else packs the delivery log");
            }
            return true;
        });
    }

    /// Removes whole days that are older than what is kept.
    void forget() {
        int oldest = LogPiece.dayOf(clock.instant()) - keepDays;
        for (Part part : Part.values()) {
            for (int day : days(part).reversed()) {
                boolean more = day < oldest;
                while (more && !over.getAsBoolean()) {
                    more = forgetSome(part, day);
                }
            }
        }
    }

    private boolean forgetSome(Part part, int day) {
        List<Place> places =
                storage.reading(tx ->
                        tx.deliveryLog().keys(part, day, 0, SLICE).stream()
                                .map(keys -> keys.place())
                                .toList());
        if (!places.isEmpty()) {
            storage.inTransaction(tx -> tx.deliveryLog().remove(places));
        }
        return places.size() == SLICE;
    }
}
