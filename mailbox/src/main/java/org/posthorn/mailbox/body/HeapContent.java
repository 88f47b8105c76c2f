package org.posthorn.mailbox.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.MessageContent;

/// A small message's octets, read at once.
public final class HeapContent implements MessageContent {
    private final byte[] octets;

    private HeapContent(byte[] octets) {
        this.octets = octets;
    }

    /// Of a message.
    ///
    /// @param body not changed any more
    public static MessageContent of(StoredMessage message, byte[] body) {
        byte[] header = message.deliveryHeader().getBytes(StandardCharsets.UTF_8);
        if (header.length == 0) {
            return new HeapContent(body);
        }
        byte[] all = new byte[header.length + body.length];
        System.arraycopy(header, 0, all, 0, header.length);
        System.arraycopy(body, 0, all, header.length, body.length);
        return new HeapContent(all);
    }

    @Override
    public long size() {
        return octets.length;
    }

    @Override
    public void writeTo(OutputStream out, long offset, long length) throws IOException {
        if (offset < octets.length) {
            out.write(octets, (int) offset, (int) Math.min(length, octets.length - offset));
        }
    }

    @Override
    public InputStream open(long offset) {
        int start = (int) Math.min(offset, octets.length);
        return new ByteArrayInputStream(octets, start, octets.length - start);
    }
}
