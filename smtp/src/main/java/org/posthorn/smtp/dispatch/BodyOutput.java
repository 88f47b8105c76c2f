package org.posthorn.smtp.dispatch;

import java.io.OutputStream;
import org.posthorn.mailbox.store.IncomingBody;

/// Writes into a message that arrives from within.
final class BodyOutput extends OutputStream {
    private final IncomingBody body;

    BodyOutput(IncomingBody body) {
        this.body = body;
    }

    @Override
    public void write(int octet) {
        body.write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        body.write(octets, offset, length);
    }
}
