package org.posthorn.imap.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.StoreException;

/// Takes the messages of APPEND in heap: at most 100,000 octets each, and none for mailboxes named
/// `missing`.
final class Mailroom implements AppendSink {
    private static final long MAX_OCTETS = 100_000;

    final List<Body> bodies = new ArrayList<>();

    @Override
    public Answer open(MailboxName mailbox, long sizeOctets) {
        if (mailbox.value().equals("missing")) {
            return new Answer.Refuse(new Refusal(Refusal.Reason.TRY_CREATE, "no such mailbox"));
        }
        if (sizeOctets > MAX_OCTETS) {
            return new Answer.Refuse(new Refusal(Refusal.Reason.TOO_BIG, "too large"));
        }
        var body = new Body(mailbox.value().equals("full"));
        bodies.add(body);
        return new Answer.Accept(body);
    }

    static final class Body implements IncomingBody {
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private final boolean full;
        boolean closed;

        Body(boolean full) {
            this.full = full;
        }

        @Override
        public void write(byte[] more, int offset, int length) {
            if (full) {
                throw new StoreException("the disk is full");
            }
            octets.write(more, offset, length);
        }

        @Override
        public long size() {
            return octets.size();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(octets.toByteArray());
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public String toString() {
            return octets.toString(StandardCharsets.ISO_8859_1);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Body body && body.toString().equals(toString());
        }

        @Override
        public int hashCode() {
            return toString().hashCode();
        }
    }
}
