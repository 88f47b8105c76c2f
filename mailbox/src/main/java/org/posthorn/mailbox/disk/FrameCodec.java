package org.posthorn.mailbox.disk;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/// Compresses frames by Zstandard (RFC 8878), and leaves those as they are that would hardly get
/// smaller.
///
/// Its contexts are used again: one costs more than a small message does.
public final class FrameCodec {
    /// Level 1 is the quickest; the higher ones save little of mail.
    private static final int LEVEL = 1;

    /// What must be saved at least, as a share of the frame: one part of so many.
    private static final int WORTHWHILE = 16;

    /// Contexts that are kept; more are made when more threads want one at once.
    private static final int CONTEXTS = 16;

    private static final int FRAME_OF_PREPARATION = 1000;

    private static final BlockingQueue<ZstdCompressCtx> COMPRESSING =
            new ArrayBlockingQueue<>(CONTEXTS);
    private static final BlockingQueue<ZstdDecompressCtx> DECOMPRESSING =
            new ArrayBlockingQueue<>(CONTEXTS);

    private FrameCodec() {}

    /// Loads the native code, which the first use would wait for.
    public static void prepare() {
        byte[] octets = new byte[FRAME_OF_PREPARATION];
        byte[] compressed = new byte[bound(octets.length)];
        int length = compress(octets, 0, octets.length, compressed, 0);
        try {
            decompress(compressed, 0, length, octets.length);
        } catch (DamagedRecordException e) {
            throw new IllegalStateException("zstd does not undo what it did", e);
        }
    }

    /// How much room [#compress] needs for so many octets.
    public static int bound(int octets) {
        return (int) Zstd.compressBound(octets);
    }

    /// Compresses a part of an array.
    ///
    /// @param into has [#bound] octets from `at`
    /// @return how many octets there are in `into`, or the length itself where nothing is gained;
    ///   then the octets are to be kept as they are
    public static int compress(byte[] from, int offset, int length, byte[] into, int at) {
        ZstdCompressCtx context = take(COMPRESSING, FrameCodec::compressing);
        boolean kept = false;
        try {
            int most = bound(length);
            int compressed = context.compressByteArray(into, at, most, from, offset, length);
            kept = COMPRESSING.offer(context);
            return compressed <= length - length / WORTHWHILE - 1 ? compressed : length;
        } finally {
            if (!kept) {
                context.close();
            }
        }
    }

    private static ZstdCompressCtx compressing() {
        return new ZstdCompressCtx().setLevel(LEVEL);
    }

    /// Undoes [#compress].
    ///
    /// @param length what the frame had before it was compressed
    /// @throws DamagedRecordException when it is no frame of that length
    public static byte[] decompress(byte[] from, int offset, int compressed, int length)
            throws DamagedRecordException {
        ZstdDecompressCtx context = take(DECOMPRESSING, ZstdDecompressCtx::new);
        boolean kept = false;
        try {
            byte[] into = new byte[length];
            int found = context.decompressByteArray(into, 0, length, from, offset, compressed);
            if (found != length) {
                throw new DamagedRecordException("a frame has another length");
            }
            kept = DECOMPRESSING.offer(context);
            return into;
        } catch (ZstdException e) {
            throw new DamagedRecordException("a frame cannot be read: " + e.getMessage());
        } finally {
            if (!kept) {
                context.close();
            }
        }
    }

    private static <T> T take(BlockingQueue<T> idle, Supplier<T> making) {
        T context = idle.poll();
        return context == null ? making.get() : context;
    }
}
