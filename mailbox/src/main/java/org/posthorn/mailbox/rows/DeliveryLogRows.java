package org.posthorn.mailbox.rows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.LogKeys;
import org.posthorn.mailbox.deliverylog.LogPiece;

/// The delivery log: pieces as the commits add them, and what is made of those of the past.
public interface DeliveryLogRows {
    /// Where pieces are.
    enum Part {
        /// As they were added.
        YOUNG,
        /// Many made one.
        PACKED
    }

    /// Where a piece is.
    ///
    /// @param number rises from one piece to the next, as good as several nodes can; no piece has
    ///   that of another
    record Place(Part part, int day, long number) {}

    /// By what a piece is found.
    ///
    /// @param last when the last of it happened
    record Keys(Place place, Instant last, LogKeys keys) {}

    /// A piece in its place.
    record Piece(Place place, LogPiece piece) {}

    /// Adds what happens in this transaction: mostly one row, whatever it is.
    default void append(List<DeliveryEvent> events) {
        LogPiece.of(events).forEach(piece -> add(Part.YOUNG, piece));
    }

    /// Adds a piece under its day and a new number.
    void add(Part part, LogPiece piece);

    /// The days of which a part has pieces, the latest first.
    List<Integer> days(Part part);

    /// The keys of a day that follow a number, in order.
    List<Keys> keys(Part part, int day, long after, int most);

    /// The young pieces of a day that follow a number, in order.
    List<Piece> young(int day, long after, int most);

    /// The octets of a piece's events; empty when it is not there any more.
    Optional<byte[]> octets(Place place);

    /// Removes pieces.
    ///
    /// @return how many of them were there
    int remove(List<Place> places);
}
