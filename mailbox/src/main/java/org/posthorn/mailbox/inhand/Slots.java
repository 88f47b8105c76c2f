package org.posthorn.mailbox.inhand;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// A small file, mapped into memory, of slots that say what is in hand.
///
/// A write costs nanoseconds and is never forced: the system keeps what a process wrote however it
/// ends. A cut of power is nobody's fault, so the file also says since which start of the machine
/// it is.
final class Slots {
    /// More in hand than this is not remembered.
    static final int COUNT = 4096;

    private static final long MAGIC = 0x50484E4844310001L;
    private static final int HEADER = 16;
    private static final int SLOT = 16;
    private static final int OCTETS = HEADER + COUNT * SLOT;
    private static final int TRIES = 16;
    private static final VarHandle LONGS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final ByteBuffer memory;
    private final AtomicIntegerArray taken = new AtomicIntegerArray(COUNT);
    private final AtomicInteger next = new AtomicInteger();

    private Slots(ByteBuffer memory) {
        this.memory = memory;
    }

    /// What the file of a process that died holds.
    ///
    /// @param boot which start of the machine this is
    /// @throws CorruptFileException when it is not such a file
    static List<Piece> read(Path file, long boot) throws IOException, CorruptFileException {
        var pieces = new ArrayList<Piece>();
        if (!Files.exists(file) || Files.size(file) == 0) {
            return pieces;
        }
        if (Files.size(file) != OCTETS) {
            throw new CorruptFileException("its size is wrong");
        }
        ByteBuffer octets = ByteBuffer.wrap(Files.readAllBytes(file));
        if (octets.getLong() != MAGIC) {
            throw new CorruptFileException("it begins wrongly");
        }
        if (octets.getLong() != boot) {
            return pieces;
        }
        while (octets.hasRemaining()) {
            long kind = octets.getLong();
            long key = octets.getLong();
            if (kind != 0) {
                pieces.add(new Piece(kind(kind), key));
            }
        }
        return pieces;
    }

    private static Piece.Kind kind(long code) throws CorruptFileException {
        return Piece.Kind.of(code)
                .orElseThrow(() -> new CorruptFileException("it has a slot of an unknown kind"));
    }

    /// Begins anew, with nothing in hand. The file is written in full, because a mapped page
    /// without room on the disk would end the process.
    static Slots create(Path file, long boot) throws IOException {
        try (var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            ByteBuffer empty = ByteBuffer.allocate(OCTETS);
            empty.putLong(MAGIC).putLong(boot).clear();
            while (empty.hasRemaining()) {
                channel.write(empty, empty.position());
            }
            channel.truncate(OCTETS);
            return new Slots(channel.map(FileChannel.MapMode.READ_WRITE, 0, OCTETS));
        }
    }

    /// Writes a slot.
    ///
    /// @return its number, or -1 when too much is in hand
    int take(Piece piece) {
        for (int i = 0; i < TRIES; i++) {
            int slot = next.getAndIncrement() & (COUNT - 1);
            if (taken.compareAndSet(slot, 0, 1)) {
                int at = HEADER + slot * SLOT;
                LONGS.setOpaque(memory, at + Long.BYTES, piece.key());
                LONGS.setRelease(memory, at, (long) piece.kind().code());
                return slot;
            }
        }
        return -1;
    }

    void clear(int slot) {
        if (slot >= 0) {
            LONGS.setRelease(memory, HEADER + slot * SLOT, 0L);
            taken.set(slot, 0);
        }
    }

    void clearAll() {
        for (int slot = 0; slot < COUNT; slot++) {
            LONGS.setRelease(memory, HEADER + slot * SLOT, 0L);
        }
    }
}
