package org.posthorn.imap.command;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.log.FailureLog;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.StoreException;

/// A message on its way into its body: lines that end in LF alone get their CR, as the body asks
/// for it.
///
/// Whatever is wrong is said at the end, when the client has sent everything and the session is in
/// step.
final class MessageOctets implements CommandInput.Receiver {
    private static final FailureLog FAILURES =
            new FailureLog(System.getLogger(MessageOctets.class.getName()));
    private static final byte[] CR = {'\r'};

    private final IncomingBody body;
    private final boolean binary;
    private byte last;
    private boolean hasNul;
    private @Nullable StoreException failure;

    MessageOctets(IncomingBody body, boolean binary) {
        this.body = body;
        this.binary = binary;
    }

    @Override
    public void receive(byte[] octets, int offset, int length) {
        if (failure != null) {
            return;
        }
        try {
            write(octets, offset, length);
        } catch (StoreException e) {
            failure = e;
            body.close();
        }
    }

    private void write(byte[] octets, int offset, int length) {
        int written = offset;
        int end = offset + length;
        byte before = last;
        for (int i = offset; i < end; i++) {
            byte octet = octets[i];
            if (octet == '\n' && before != '\r' && !binary) {
                body.write(octets, written, i - written);
                body.write(CR);
                written = i;
            }
            hasNul |= octet == 0;
            before = octet;
        }
        body.write(octets, written, end - written);
        last = before;
    }

    /// NUL could not be given back in a literal (RFC 9051 section 4.3, RFC 3516 section 4.4).
    void finish() throws RefusedException {
        if (failure != null) {
            throw unavailable(failure);
        }
        if (hasNul) {
            throw binary
                    ? new RefusedException(Refusal.Reason.UNKNOWN_CTE, "a message with NUL")
                    : RefusedException.bad("a message holds no NUL");
        }
    }

    /// Logs what the store said; the session gets only the refusal.
    static RefusedException unavailable(StoreException failure) {
        FAILURES.failed(Level.WARNING, "IMAP Append: a message could not be taken", failure);
        return new RefusedException(Refusal.Reason.UNAVAILABLE, "the message cannot be stored now");
    }
}
