package org.posthorn.mailbox.snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.posthorn.mailbox.disk.DamagedRecordException;
import org.posthorn.mailbox.disk.FrameCodec;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;

/// The stored form of a mailbox's state: a header, and columns that are compressed.
final class SnapshotCodec {
    /// "PHSN", and the version of what follows.
    private static final int MAGIC = 0x5048534e;

    private static final int VERSION = 1;

    /// Magic, version, mailbox, UIDNEXT, mod-sequence, messages, octets of the columns, checksum.
    private static final int HEADER_OCTETS = 4 + 4 + 8 + 8 + 8 + 4 + 4 + 4;

    /// UID, flags, mod-sequence, size, date, body.
    private static final int MESSAGE_OCTETS = 4 + 4 + 8 + 8 + 8 + 8;

    private SnapshotCodec() {}

    static byte[] encode(MailboxId mailbox, MailboxState state) {
        byte[] columns = columns(state);
        byte[] compressed = new byte[HEADER_OCTETS + FrameCodec.bound(columns.length)];
        int stored = FrameCodec.compress(columns, 0, columns.length, compressed, HEADER_OCTETS);
        if (stored == columns.length) {
            System.arraycopy(columns, 0, compressed, HEADER_OCTETS, stored);
        }
        var out = ByteBuffer.wrap(compressed);
        out.putInt(MAGIC)
                .putInt(VERSION)
                .putLong(mailbox.value())
                .putLong(state.uidNext().value())
                .putLong(state.highestModSequence().value())
                .putInt(state.size())
                .putInt(columns.length);
        out.putInt(checksum(compressed, HEADER_OCTETS + stored));
        return Arrays.copyOf(compressed, HEADER_OCTETS + stored);
    }

    /// Of all but the checksum's own place.
    private static int checksum(byte[] octets, int length) {
        var checksum = new CRC32C();
        checksum.update(octets, 0, HEADER_OCTETS - Integer.BYTES);
        checksum.update(octets, HEADER_OCTETS, length - HEADER_OCTETS);
        return (int) checksum.getValue();
    }

    private static byte[] columns(MailboxState state) {
        int size = state.size();
        Map<Flags, Integer> flags = new HashMap<>();
        var numbers = ByteBuffer.allocate(Math.multiplyExact(size, MESSAGE_OCTETS));
        for (int i = 0; i < size; i++) {
            MessageRow row = state.row(i);
            numbers.putInt(i * 4, (int) row.uid().value());
            numbers.putInt(size * 4 + i * 4, flags.computeIfAbsent(row.flags(), _ -> flags.size()));
            numbers.putLong(size * 8 + i * 8, row.modSequence().value());
            numbers.putLong(size * 16 + i * 8, row.sizeOctets());
            numbers.putLong(size * 24 + i * 8, row.internalDate().getEpochSecond());
            numbers.putLong(size * 32 + i * 8, row.body().value());
        }
        var octets = new ByteArrayOutputStream(numbers.capacity() + 1000);
        try (var out = new DataOutputStream(octets)) {
            write(flags, out);
            out.write(numbers.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }

    private static void write(Map<Flags, Integer> flags, DataOutputStream out) throws IOException {
        var inOrder = new Flags[flags.size()];
        flags.forEach((each, number) -> inOrder[number] = each);
        out.writeInt(inOrder.length);
        for (Flags each : inOrder) {
            out.writeInt(each.systemBits());
            out.writeUTF(String.join(" ", each.keywords()));
        }
    }

    /// Empty when it is not what was written, or of another mailbox or version.
    static Optional<MailboxState> decode(MailboxId mailbox, byte[] octets) {
        if (octets.length < HEADER_OCTETS) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(octets);
        boolean known =
                in.getInt() == MAGIC && in.getInt() == VERSION && in.getLong() == mailbox.value();
        long uidNext = in.getLong();
        long highest = in.getLong();
        int size = in.getInt();
        int length = in.getInt();
        if (!known || in.getInt() != checksum(octets, octets.length)) {
            return Optional.empty();
        }
        try {
            int stored = octets.length - HEADER_OCTETS;
            byte[] columns =
                    stored == length
                            ? Arrays.copyOfRange(octets, HEADER_OCTETS, octets.length)
                            : FrameCodec.decompress(octets, HEADER_OCTETS, stored, length);
            return Optional.of(
                    state(columns, size).finish(new Uid(uidNext), new ModSequence(highest)));
        } catch (DamagedRecordException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MailboxState.Loading state(byte[] columns, int size) throws IOException {
        var octets = new ByteArrayInputStream(columns);
        List<Flags> flags = flags(new DataInputStream(octets));
        int start = columns.length - octets.available();
        var numbers = ByteBuffer.wrap(columns, start, columns.length - start).slice();
        var loading = new MailboxState.Loading();
        for (int i = 0; i < size; i++) {
            loading.add(
                    new MessageRow(
                            new Uid(Integer.toUnsignedLong(numbers.getInt(i * 4))),
                            flags.get(numbers.getInt(size * 4 + i * 4)),
                            new ModSequence(numbers.getLong(size * 8 + i * 8)),
                            numbers.getLong(size * 16 + i * 8),
                            Instant.ofEpochSecond(numbers.getLong(size * 24 + i * 8)),
                            new BodyId(numbers.getLong(size * 32 + i * 8))));
        }
        return loading;
    }

    private static List<Flags> flags(DataInputStream in) throws IOException {
        int count = in.readInt();
        var flags = new ArrayList<Flags>(count);
        for (int i = 0; i < count; i++) {
            int bits = in.readInt();
            String keywords = in.readUTF();
            flags.add(
                    Flags.of(bits, keywords.isEmpty() ? List.of() : List.of(keywords.split(" "))));
        }
        return flags;
    }
}
