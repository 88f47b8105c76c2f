package org.posthorn.mailbox.body;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.posthorn.mailbox.rows.OpenBody;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.MessageContent;

/// A large message's octets, read part by part; holds one part and nothing of the storage.
public final class PartedContent implements MessageContent {
    private final OpenBody body;
    private final byte[] header;
    private final long size;

    public PartedContent(OpenBody body, StoredMessage message) {
        this(
                body,
                message.deliveryHeader().getBytes(StandardCharsets.UTF_8),
                message.row().sizeOctets());
    }

    private PartedContent(OpenBody body, byte[] header, long size) {
        this.body = body;
        this.header = header;
        this.size = size;
    }

    /// A body's octets, without what a message has on top of it.
    public static PartedContent ofBody(OpenBody body, long size) {
        return new PartedContent(body, new byte[0], size);
    }

    @Override
    public long size() {
        return size;
    }

    /// The octets from `offset` to the end of the part that holds it: the delivery header or a part
    /// of the body.
    private Piece pieceAt(long offset) {
        return offset < header.length
                ? new Piece(header, (int) offset)
                : new Piece(body.from(offset - header.length), 0);
    }

    private static final class Piece {
        private final byte[] octets;
        private int next;

        Piece(byte[] octets, int next) {
            this.octets = octets;
            this.next = next;
        }

        int remaining() {
            return octets.length - next;
        }
    }

    @Override
    public void writeTo(OutputStream out, long offset, long length) throws IOException {
        long at = offset;
        long end = Math.min(size, length > size - offset ? size : offset + length);
        while (at < end) {
            Piece piece = pieceAt(at);
            int count = (int) Math.min(piece.remaining(), end - at);
            out.write(piece.octets, piece.next, count);
            at += count;
        }
    }

    @Override
    public InputStream open(long offset) {
        return new Stream(offset);
    }

    private final class Stream extends InputStream {
        private long at;
        private Piece piece = new Piece(new byte[0], 0);

        Stream(long offset) {
            at = offset;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (at >= size) {
                return -1;
            }
            if (piece.remaining() == 0) {
                piece = pieceAt(at);
            }
            int count = Math.min(length, piece.remaining());
            System.arraycopy(piece.octets, piece.next, into, offset, count);
            piece.next += count;
            at += count;
            return count;
        }
    }
}
