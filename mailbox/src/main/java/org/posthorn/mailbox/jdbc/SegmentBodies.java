package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.posthorn.mailbox.body.DamagedBody;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.body.SpooledBody;
import org.posthorn.mailbox.budget.Holding;
import org.posthorn.mailbox.disk.DamagedRecordException;
import org.posthorn.mailbox.disk.FrameCodec;
import org.posthorn.mailbox.rows.NewBody;
import org.posthorn.mailbox.rows.Spool;
import org.posthorn.mailbox.segment.BodyRecord;
import org.posthorn.mailbox.segment.LargeRecord;
import org.posthorn.mailbox.segment.Reclaiming;
import org.posthorn.mailbox.segment.RecordPlace;
import org.posthorn.mailbox.segment.SegmentUse;
import org.posthorn.mailbox.segment.Segments;
import org.posthorn.mailbox.segment.Written;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.StoreFullException;

/// Bodies whose rows say where in the segments they are, and small ones in the rows themselves.
///
/// What is written is forced before any transaction can name it.
final class SegmentBodies {
    /// What a row may have of a body and of what was computed of it, together: it fits a page.
    private static final int ROW_OCTETS = 3600;

    /// No body that is longer is tried to be made to fit.
    private static final int ROW_TRIED_OCTETS = 8 * 1024;

    /// What was computed of a message goes to the record when it would make the row too long.
    private static final int COMPUTED_OCTETS = 1500;

    /// Of a record, beside its body.
    private static final long OVERHEAD_OCTETS = 4096;

    /// What keeps up to date lets others have the disk for so many times as long as it took.
    private static final int REST = 3;

    private static final int COUNTED_ROWS = 2000;

    private final Segments segments;
    private final JdbcDatabase database;
    private final DiskReserve reserve;
    private final Reclaiming reclaiming;

    /// Every body of the processes before is below it.
    private final BodyId firstOfMine;

    /// Held by whoever takes places from rows, so that none is counted twice.
    private final ReentrantLock counting = new ReentrantLock();

    private long countedUpTo;

    SegmentBodies(
            Segments segments, JdbcDatabase database, DiskReserve reserve, BodyId firstOfMine) {
        this.segments = segments;
        this.database = database;
        this.reserve = reserve;
        this.firstOfMine = firstOfMine;
        this.reclaiming = new Reclaiming(segments, new NamedRecords());
    }

    SegmentUse use() {
        return segments.use();
    }

    /// Deletes retired bodies.
    void delete(List<BodyId> bodies) {
        counting.lock();
        try {
            for (BodyRecord gone :
                    database.inTransaction(tx -> new JdbcBodyRows(tx).delete(bodies))) {
                if (isCounted(gone.body())) {
                    segments.use().remove(gone.place());
                }
            }
        } finally {
            counting.unlock();
        }
    }

    Spool.Spools spools() {
        return this::begin;
    }

    private Spool begin(Holding holding) throws IOException {
        int octets = Spool.frameOctets(holding);
        return segments.begin(octets);
    }

    /// Whether it was found after the start, or named by this process.
    private boolean isCounted(long body) {
        return body <= countedUpTo || body >= firstOfMine.value() || segments.use().isComplete();
    }

    NewBody keep(BodyId id, ExaminedMessage message) {
        reserve.requireRoomToChange();
        byte[] computed = message.encoded();
        try (var claim = reserve.newClaim()) {
            if (unfinished(message).isEmpty()) {
                claim.add(message.sizeOctets() + computed.length + OVERHEAD_OCTETS);
            }
            return keep(id, message, computed);
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    /// The record to which the message was written as it arrived, if nobody has it yet.
    private static Optional<LargeRecord> unfinished(ExaminedMessage message) {
        return message.body() instanceof SpooledBody body
                        && body.spool() instanceof LargeRecord record
                        && record.isOpen()
                ? Optional.of(record)
                : Optional.empty();
    }

    private NewBody keep(BodyId id, ExaminedMessage message, byte[] computed) throws IOException {
        boolean inRecord = computed.length > COMPUTED_OCTETS;
        byte[] ofRow = inRecord ? new byte[0] : computed;
        if (!inRecord && message.sizeOctets() <= ROW_TRIED_OCTETS) {
            byte[] octets = message.octets();
            var stored = compressed(octets);
            if (stored.length + computed.length <= ROW_OCTETS) {
                return new JdbcNewBody(id, octets.length, ofRow, new JdbcNewBody.InRow(stored));
            }
        }
        byte[] ofRecord = inRecord ? computed : new byte[0];
        Written written = written(id, message, ofRecord);
        return new JdbcNewBody(id, message.sizeOctets(), ofRow, new JdbcNewBody.InSegment(written));
    }

    private static byte[] compressed(byte[] octets) {
        byte[] into = new byte[FrameCodec.bound(octets.length)];
        int stored = FrameCodec.compress(octets, 0, octets.length, into, 0);
        return stored == octets.length ? octets : Arrays.copyOf(into, stored);
    }

    /// The octets of a body that are in its row.
    static byte[] ofRow(JdbcBodyRow row, byte[] stored) {
        try {
            return decompressed(row, stored);
        } catch (DamagedRecordException e) {
            return DamagedBody.whole(row.id(), row.sizeOctets(), e);
        }
    }

    private static byte[] decompressed(JdbcBodyRow row, byte[] stored)
            throws DamagedRecordException {
        return stored.length == row.sizeOctets()
                ? stored
                : FrameCodec.decompress(stored, 0, stored.length, (int) row.sizeOctets());
    }

    /// What is wrong with octets in a row.
    static Optional<String> flawOfRow(JdbcBodyRow row, byte[] stored) {
        try {
            decompressed(row, stored);
            return Optional.empty();
        } catch (DamagedRecordException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Written written(BodyId id, ExaminedMessage message, byte[] computed)
            throws IOException {
        var unfinished = unfinished(message);
        if (unfinished.isPresent()) {
            return unfinished.get().end(id.value(), message.prologueOctets(), computed);
        }
        if (message.sizeOctets() <= SpooledBody.HEAP_OCTETS + Spool.FRAME_OCTETS) {
            try (InputStream in = message.open()) {
                return segments.append(id.value(), in, (int) message.sizeOctets(), computed);
            }
        }
        try (LargeRecord record = segments.begin(Spool.FRAME_OCTETS);
                InputStream in = message.open()) {
            byte[] part = new byte[Spool.FRAME_OCTETS];
            long left = message.sizeOctets();
            while (left > 0) {
                int count = in.readNBytes(part, 0, (int) Math.min(part.length, left));
                if (count == 0) {
                    throw new IOException("an arriving message has become shorter");
                }
                record.write(part, 0, count);
                left -= count;
            }
            return record.end(id.value(), new byte[0], computed);
        }
    }

    private static StoreException refusal(IOException e) {
        return DiskReserve.isFull(e)
                ? new StoreFullException("the disk is full: an arriving message", e)
                : new StoreException("cannot write an arriving message to disk", e);
    }

    SegmentBody open(JdbcBodyRow row, Supplier<Optional<JdbcBodyRow>> again) {
        return new SegmentBody(segments, row, again);
    }

    /// Counts what the processes before have left, then moves what is left of segments that are
    /// mostly waste.
    ///
    /// @param over whether the server is stopping
    /// @return whether there is more to do
    boolean tidy(BooleanSupplier over) {
        try {
            if (!segments.use().isComplete()) {
                count();
                return true;
            }
            var next = reclaiming.next(reserve.octetsToGiveBack());
            if (next.isEmpty()) {
                return false;
            }
            reclaiming.reclaim(next.get(), new Rest(over));
            return true;
        } catch (IOException e) {
            throw new StoreException("what is left of segments cannot be moved", e);
        }
    }

    private void count() {
        counting.lock();
        try {
            countSome();
        } finally {
            counting.unlock();
        }
    }

    private void countSome() {
        var places = new ArrayList<RecordPlace>();
        var last =
                database.reading(tx -> {
                    places.clear();
                    return new JdbcBodyRows(tx)
                            .places(countedUpTo, firstOfMine.value(), COUNTED_ROWS, places::add);
                });
        places.forEach(segments.use()::add);
        if (last.isPresent()) {
            countedUpTo = last.get().value();
        } else {
            segments.use().completed();
        }
    }

    /// Lets others have the disk.
    private static final class Rest implements Reclaiming.Pacing {
        private final BooleanSupplier over;
        private long began = System.nanoTime();

        Rest(BooleanSupplier over) {
            this.over = over;
        }

        @Override
        public boolean goesOn() {
            long took = System.nanoTime() - began;
            if (!over.getAsBoolean()) {
                LockSupport.parkNanos(Math.min(REST * took, Duration.ofSeconds(1).toNanos()));
            }
            began = System.nanoTime();
            return !over.getAsBoolean();
        }
    }

    /// Rows that name records.
    private final class NamedRecords implements Reclaiming.Rows {
        @Override
        public List<BodyRecord> named(List<BodyRecord> records) {
            var ids =
                    records.stream()
                            .filter(record -> record.body() > 0)
                            .map(record -> new BodyId(record.body()))
                            .toList();
            Map<BodyId, JdbcBodyRow> rows = database.reading(tx -> new JdbcBodyRows(tx).rows(ids));
            var places = new HashMap<Long, RecordPlace>();
            rows.forEach(
                    (id, row) -> row.place().ifPresent(place -> places.put(id.value(), place)));
            return records.stream()
                    .filter(record -> record.place().equals(places.get(record.body())))
                    .toList();
        }

        @Override
        public void move(List<Reclaiming.Move> moves) {
            counting.lock();
            try {
                int[] rows = database.inTransaction(tx -> new JdbcBodyRows(tx).move(moves));
                for (int i = 0; i < rows.length; i++) {
                    if (rows[i] == 1) {
                        segments.use().remove(moves.get(i).from().place());
                        segments.use().add(moves.get(i).to());
                    }
                }
            } finally {
                counting.unlock();
            }
        }
    }
}
