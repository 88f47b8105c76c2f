package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.body.DamagedBody;
import org.posthorn.mailbox.disk.DamagedRecordException;
import org.posthorn.mailbox.log.FailureLog;
import org.posthorn.mailbox.rows.OpenBody;
import org.posthorn.mailbox.segment.Segments;
import org.posthorn.mailbox.segment.StoredRecord;
import org.posthorn.mailbox.store.StoreException;

/// A body in a segment; used by one thread. When its record has been moved, it is looked for anew.
final class SegmentBody implements OpenBody {
    private static final FailureLog FAILURES =
            new FailureLog(System.getLogger(SegmentBody.class.getName()));

    /// What Linux says of a sector that is lost (EIO). All else may be over soon.
    private static final String UNREADABLE = "Input/output error";

    private final Segments segments;
    private final Supplier<Optional<JdbcBodyRow>> again;
    private JdbcBodyRow row;
    private @Nullable StoredRecord record;

    /// @param again what the row says by now
    SegmentBody(Segments segments, JdbcBodyRow row, Supplier<Optional<JdbcBodyRow>> again) {
        this.segments = segments;
        this.row = row;
        this.again = again;
    }

    @FunctionalInterface
    private interface Reading {
        byte[] of(StoredRecord record) throws IOException;
    }

    /// @throws DamagedRecordException when the octets are not there any more
    private byte[] read(Reading reading) throws DamagedRecordException {
        try {
            try {
                return reading.of(record());
            } catch (NoSuchFileException e) {
                row = again.get().orElseThrow(() -> e);
                record = null;
                return reading.of(record());
            }
        } catch (DamagedRecordException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new DamagedRecordException("a segment is missing: " + e.getMessage());
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains(UNREADABLE)) {
                throw new DamagedRecordException("the disk cannot read it: " + e.getMessage());
            }
            FAILURES.failed(System.Logger.Level.ERROR, "a message cannot be read from disk", e);
            throw new StoreException("a message cannot be read from disk", e);
        }
    }

    private StoredRecord record() throws IOException {
        StoredRecord known = record;
        if (known == null) {
            var place = row.place().orElseThrow();
            known = segments.read(place, row.id().value());
            if (known.length() != row.sizeOctets()) {
                throw new DamagedRecordException("a record is of another length than its row says");
            }
            record = known;
        }
        return known;
    }

    byte[] whole() {
        try {
            return read(StoredRecord::whole);
        } catch (DamagedRecordException e) {
            return DamagedBody.whole(row.id(), row.sizeOctets(), e);
        }
    }

    /// What is wrong with it.
    Optional<String> flaw() {
        try {
            read(found -> {
                found.check();
                return new byte[0];
            });
            return Optional.empty();
        } catch (DamagedRecordException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            return Optional.of(e.getMessage() + ": " + e.getCause());
        }
    }

    /// What was computed of it; of words that stand for it when it is lost.
    byte[] computed() {
        try {
            return read(StoredRecord::computed);
        } catch (DamagedRecordException e) {
            DamagedBody.log(row.id(), e);
            return DamagedBody.computed(row.id(), row.sizeOctets());
        }
    }

    @Override
    public byte[] from(long offset) {
        try {
            return read(found -> from(found.partAt(offset), offset));
        } catch (DamagedRecordException e) {
            return DamagedBody.from(row.id(), row.sizeOctets(), offset, e);
        }
    }

    private byte[] from(StoredRecord.Part part, long offset) throws IOException {
        int skipped = (int) (offset - part.start());
        try {
            byte[] octets = part.octets();
            return skipped == 0 ? octets : Arrays.copyOfRange(octets, skipped, octets.length);
        } catch (DamagedRecordException e) {
            return DamagedBody.part(row.id(), part.length() - skipped, e);
        }
    }
}
