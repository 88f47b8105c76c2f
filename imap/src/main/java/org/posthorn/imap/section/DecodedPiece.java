package org.posthorn.imap.section;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.posthorn.mailbox.mime.OctetRange;
import org.posthorn.mailbox.mime.TransferDecoding;
import org.posthorn.mailbox.store.MessageContent;

/// A part's content without its transfer encoding (RFC 3516): decoded once to be measured, and
/// again to be written, so that none of it is kept.
final class DecodedPiece implements Piece {
    private static final int BLOCK = 8192;

    private final MessageContent content;
    private final OctetRange encoded;
    private final String encoding;
    private long size;
    private boolean hasNul;

    private DecodedPiece(MessageContent content, OctetRange encoded, String encoding) {
        this.content = content;
        this.encoded = encoded;
        this.encoding = encoding;
    }

    static Piece of(MessageContent content, OctetRange encoded, String encoding, Progress progress)
            throws IOException, UnknownEncodingException {
        var piece = new DecodedPiece(content, encoded, encoding);
        try (InputStream in = piece.open()) {
            piece.measure(in, progress);
        }
        return piece;
    }

    private InputStream open() throws UnknownEncodingException {
        InputStream bounded = new BoundedInput(content.open(encoded.start()), encoded.length());
        return TransferDecoding.decode(bounded, encoding)
                .orElseThrow(() -> new UnknownEncodingException(encoding));
    }

    private void measure(InputStream in, Progress progress) throws IOException {
        var block = new byte[BLOCK];
        int count = in.read(block);
        while (count >= 0) {
            progress.goOn();
            size += count;
            for (int i = 0; i < count && !hasNul; i++) {
                hasNul = block[i] == 0;
            }
            count = in.read(block);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean hasNul() {
        return hasNul;
    }

    @Override
    public void writeTo(OutputStream out, long offset, long length) throws IOException {
        try (InputStream in = open()) {
            in.skipNBytes(offset);
            var block = new byte[BLOCK];
            long left = length;
            while (left > 0) {
                int count = in.read(block, 0, (int) Math.min(left, block.length));
                if (count < 0) {
                    throw new EOFException("a part has become shorter");
                }
                out.write(block, 0, count);
                left -= count;
            }
        } catch (UnknownEncodingException e) {
            throw new IllegalStateException("it was known when the part was measured", e);
        }
    }
}
