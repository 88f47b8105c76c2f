package org.posthorn.imap.section;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.posthorn.mailbox.mime.HeaderFields;
import org.posthorn.mailbox.mime.OctetRange;
import org.posthorn.mailbox.store.MessageContent;

/// Some fields of a header that is too long to be kept: chosen once to be counted, and again to be
/// written.
record LongHeaderFields(MessageContent content, OctetRange header, HeaderFields fields, long size)
        implements Piece {
    static LongHeaderFields of(MessageContent content, OctetRange header, HeaderFields fields)
            throws IOException {
        var counter = new WindowOutput(OutputStream.nullOutputStream(), 0, 0);
        copy(content, header, fields, counter);
        return new LongHeaderFields(content, header, fields, counter.seen());
    }

    private static void copy(
            MessageContent content, OctetRange header, HeaderFields fields, OutputStream out)
            throws IOException {
        try (InputStream in = new BoundedInput(content.open(header.start()), header.length())) {
            fields.copy(in, out);
        }
    }

    @Override
    public void writeTo(OutputStream out, long offset, long length) throws IOException {
        copy(content, header, fields, new WindowOutput(out, offset, length));
    }
}
