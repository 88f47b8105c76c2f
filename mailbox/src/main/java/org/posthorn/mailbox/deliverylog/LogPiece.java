package org.posthorn.mailbox.deliverylog;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Some events as they are stored together: those of one commit, or thousands of the past.
///
/// The octets of the events begin with one that says their form: 1 for what [EventWriter] writes, 2
/// for that compressed by Zstandard (RFC 8878), behind its length in four octets.
public final class LogPiece {
    /// What the keys, and the events, of a piece may take.
    public static final int MOST_OCTETS = 32_000;

    private static final byte PLAIN = 1;
    private static final byte COMPRESSED = 2;
    private static final int COMPRESSED_HEADER = 5;

    /// What a compressed piece may become.
    private static final int MOST_PLAIN_OCTETS = 1 << 20;

    /// Twice the octets of level 1 in time that nobody waits for.
    private static final int LEVEL = 6;

    private static final long MILLIS_OF_DAY = 86_400_000;

    private final Instant last;
    private final byte[] keys;
    private final byte[] octets;

    private LogPiece(Instant last, byte[] keys, byte[] octets) {
        this.last = last;
        this.keys = keys;
        this.octets = octets;
    }

    /// A piece that was stored.
    public static LogPiece stored(Instant last, byte[] keys, byte[] octets) {
        return new LogPiece(last, keys, octets);
    }

    /// As few pieces as hold the events, in their order.
    public static List<LogPiece> of(List<DeliveryEvent> events) {
        var pieces = new ArrayList<LogPiece>();
        var writing = new Writing();
        for (DeliveryEvent event : events) {
            if (!writing.add(event, MOST_OCTETS - 1)) {
                pieces.add(writing.plain());
                writing = new Writing();
                writing.add(event, MOST_OCTETS - 1);
            }
        }
        if (!events.isEmpty()) {
            pieces.add(writing.plain());
        }
        return pieces;
    }

    /// The same for events of the past, in much less room.
    public static List<LogPiece> compressed(List<DeliveryEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        var writing = new Writing();
        int fitting = 0;
        while (fitting < events.size() && writing.add(events.get(fitting), MOST_PLAIN_OCTETS)) {
            fitting++;
        }
        byte[] octets = compressed(writing.writer.octets());
        if (fitting == events.size() && (octets.length <= MOST_OCTETS || fitting == 1)) {
            return List.of(octets.length <= MOST_OCTETS ? writing.piece(octets) : writing.plain());
        }
        int parts = Math.max(2, Math.ceilDiv(octets.length, MOST_OCTETS - MOST_OCTETS / 16));
        int size = Math.max(1, Math.ceilDiv(fitting, parts));
        var pieces = new ArrayList<LogPiece>();
        for (int i = 0; i < events.size(); i += size) {
            pieces.addAll(compressed(events.subList(i, Math.min(i + size, events.size()))));
        }
        return pieces;
    }

    private static byte[] compressed(byte[] plain) {
        byte[] frame = Zstd.compress(plain, LEVEL);
        var octets = new byte[COMPRESSED_HEADER + frame.length];
        octets[0] = COMPRESSED;
        for (int i = 0; i < 4; i++) {
            octets[1 + i] = (byte) (plain.length >> (8 * i));
        }
        System.arraycopy(frame, 0, octets, COMPRESSED_HEADER, frame.length);
        return octets;
    }

    /// A piece while it is being made.
    private static final class Writing {
        private final EventWriter writer = new EventWriter();
        private final LogKeys.Collector keys = new LogKeys.Collector();
        private final Set<String> passed = new HashSet<>();
        private long last;

        /// @return whether it had room; the first always has
        boolean add(DeliveryEvent event, int most) {
            EventWriter.Mark before = writer.mark();
            int keysBefore = keys.count();
            writer.write(event);
            EventNames.forEach(event, passed, keys::add);
            if (before.length() > 0 && (writer.length() > most || keys.octets() > MOST_OCTETS)) {
                writer.reset(before);
                keys.cut(keysBefore);
                return false;
            }
            last = Math.max(last, EventWriter.millis(event.at()));
            return true;
        }

        LogPiece plain() {
            byte[] events = writer.octets();
            var octets = new byte[1 + events.length];
            octets[0] = PLAIN;
            System.arraycopy(events, 0, octets, 1, events.length);
            return piece(octets);
        }

        LogPiece piece(byte[] octets) {
            return new LogPiece(Instant.ofEpochMilli(last), keys.encode(), octets);
        }
    }

    /// When the last of them happened.
    public Instant last() {
        return last;
    }

    /// Under which day it is kept, counted from 1970-01-01: that of the last, so that none goes too
    /// early.
    public int day() {
        return dayOf(last);
    }

    /// The day of a moment, counted from 1970-01-01 in UTC.
    public static int dayOf(Instant moment) {
        return (int) (EventWriter.millis(moment) / MILLIS_OF_DAY);
    }

    /// See [LogKeys].
    public byte[] keys() {
        return keys;
    }

    /// The events as they are stored.
    public byte[] octets() {
        return octets;
    }

    /// The events.
    ///
    /// @throws DamagedLogException when the octets are not what was stored
    public List<DeliveryEvent> events() {
        return events(octets);
    }

    /// The events of a piece's octets.
    ///
    /// @throws DamagedLogException when they are not what was stored
    public static List<DeliveryEvent> events(byte[] octets) {
        int form = octets.length == 0 ? 0 : octets[0];
        return switch (form) {
            case PLAIN -> new EventReader(octets, 1).readAll();
            case COMPRESSED -> new EventReader(decompressed(octets), 0).readAll();
            default -> throw new DamagedLogException("events in an unknown form: " + form);
        };
    }

    private static byte[] decompressed(byte[] octets) {
        int length = 0;
        for (int i = 0; i < 4 && octets.length >= COMPRESSED_HEADER; i++) {
            length |= (octets[1 + i] & 0xff) << (8 * i);
        }
        if (length <= 0 || length > MOST_PLAIN_OCTETS) {
            throw new DamagedLogException("events of no possible length");
        }
        try {
            byte[] frame = Arrays.copyOfRange(octets, COMPRESSED_HEADER, octets.length);
            byte[] plain = Zstd.decompress(frame, length);
            if (plain.length == length) {
                return plain;
            }
            throw new DamagedLogException("events have another length");
        } catch (ZstdException e) {
            throw new DamagedLogException("events cannot be decompressed", e);
        }
    }
}
