package org.posthorn.mailbox.body;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.posthorn.mailbox.rows.BodyRows;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.StoreException;

/// A large message's octets, read a chunk at a time; holds one chunk and nothing of the storage.
public final class ChunkedContent implements MessageContent {
    private final MailStorage storage;
    private final BodyId body;
    private final byte[] header;
    private final long size;

    public ChunkedContent(MailStorage storage, StoredMessage message) {
        this(
                storage,
                message.row().body(),
                message.deliveryHeader().getBytes(StandardCharsets.UTF_8),
                message.row().sizeOctets());
    }

    private ChunkedContent(MailStorage storage, BodyId body, byte[] header, long size) {
        this.storage = storage;
        this.body = body;
        this.header = header;
        this.size = size;
    }

    /// A body's octets, without what a message has on top of it.
    public static ChunkedContent ofBody(MailStorage storage, BodyId body, long size) {
        return new ChunkedContent(storage, body, new byte[0], size);
    }

    @Override
    public long size() {
        return size;
    }

    /// The octets from `offset` to the end of the piece that holds it: the delivery header or a
    /// chunk.
    private Piece pieceAt(long offset) {
        if (offset < header.length) {
            return new Piece(header, (int) offset);
        }
        long inBody = offset - header.length;
        int number = (int) (inBody / BodyRows.CHUNK_OCTETS);
        int start = (int) (inBody % BodyRows.CHUNK_OCTETS);
        byte[] chunk = storage.reading(tx -> tx.bodies().chunk(body, number));
        if (start >= chunk.length) {
            throw new StoreException("a message's octets are missing in the storage");
        }
        return new Piece(chunk, start);
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
