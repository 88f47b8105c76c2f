package org.posthorn.mailbox.tracing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.deliverylog.DamagedLogException;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.LogKeys;
import org.posthorn.mailbox.deliverylog.LogPiece;
import org.posthorn.mailbox.rows.DeliveryLogRows.Keys;
import org.posthorn.mailbox.rows.DeliveryLogRows.Part;
import org.posthorn.mailbox.rows.DeliveryLogRows.Place;
import org.posthorn.mailbox.rows.MailStorage;

/// Goes through the log and decodes the pieces that may have what is wanted.
///
/// It reads in slices, between which the log is packed. What is young when the scan begins and is
/// packed during it is met in one place or in both, since young pieces are read first; what is met
/// in both counts once.
final class LogScan {
    private static final System.Logger LOG = System.getLogger(LogScan.class.getName());

    private static final int SLICE = 500;

    private final MailStorage storage;
    private final LogKeys.Wanted wanted;
    private final Instant since;

    /// How often an event was met among the young.
    private final Map<DeliveryEvent, Integer> young = new HashMap<>();

    /// @param since pieces of which all is older are passed over
    LogScan(MailStorage storage, LogKeys.Wanted wanted, Instant since) {
        this.storage = storage;
        this.wanted = wanted;
        this.since = since;
    }

    /// An event where it was found.
    ///
    /// @param index in its piece
    record Found(DeliveryEvent event, long number, int index) {
        /// What happened in the same millisecond, in the order in which it was written.
        static final Comparator<Found> IN_TIME =
                Comparator.comparing((Found found) -> found.event().at())
                        .thenComparingLong(Found::number)
                        .thenComparingInt(Found::index);
    }

    /// Who wants the events.
    interface Reader {
        void accept(Found found);

        /// The last day of which it needs something.
        default int lastDay() {
            return Integer.MAX_VALUE;
        }

        /// Asked before each piece.
        default boolean hasEnough() {
            return false;
        }

        /// Whether packed pieces of this day, and of those before it, have nothing for it.
        default boolean needsNothingOf(int day) {
            return false;
        }
    }

    /// The young first, of each part the latest days first, of each day the last pieces.
    void newestFirst(Reader reader) {
        for (Part part : Part.values()) {
            List<Integer> days = storage.reading(tx -> tx.deliveryLog().days(part));
            for (int day : days) {
                boolean isOver =
                        day < LogPiece.dayOf(since)
                                || (part == Part.PACKED && reader.needsNothingOf(day))
                                || reader.hasEnough();
                if (isOver) {
                    break;
                }
                if (day <= reader.lastDay()) {
                    scan(part, day, reader);
                }
            }
        }
    }

    private void scan(Part part, int day, Reader reader) {
        for (Place place : places(part, day).reversed()) {
            if (reader.hasEnough()) {
                return;
            }
            Optional<byte[]> octets = storage.reading(tx -> tx.deliveryLog().octets(place));
            octets.ifPresent(these -> decode(place, these, reader));
        }
    }

    private List<Place> places(Part part, int day) {
        var places = new ArrayList<Place>();
        long after = 0;
        List<Keys> some;
        do {
            long last = after;
            some = storage.reading(tx -> tx.deliveryLog().keys(part, day, last, SLICE));
            for (Keys keys : some) {
                if (!keys.last().isBefore(since) && wanted.mayBeIn(keys.keys())) {
                    places.add(keys.place());
                }
                after = keys.place().number();
            }
        } while (some.size() == SLICE);
        return places;
    }

    private void decode(Place place, byte[] octets, Reader reader) {
        try {
            List<DeliveryEvent> events = LogPiece.events(octets);
            for (int i = 0; i < events.size(); i++) {
                if (isFirstTime(place.part(), events.get(i))) {
                    reader.accept(new Found(events.get(i), place.number(), i));
                }
            }
        } catch (DamagedLogException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a part of the delivery log cannot be read: " + place,
                    e);
        }
    }

    private boolean isFirstTime(Part part, DeliveryEvent event) {
        if (part == Part.YOUNG) {
            young.merge(event, 1, Integer::sum);
            return true;
        }
        boolean was = young.containsKey(event);
        young.computeIfPresent(event, (_, times) -> times == 1 ? null : times - 1);
        return !was;
    }
}
