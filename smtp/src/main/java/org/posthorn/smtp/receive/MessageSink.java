package org.posthorn.smtp.receive;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.smtp.header.HeaderFilter;
import org.posthorn.smtp.header.HeaderRules;

/// Takes a message's octets as they arrive, to a body of the store, and remembers the first reason
/// to refuse it; from then on it takes octets and keeps none.
final class MessageSink {
    private final IncomingBody body;
    private final HeaderFilter header;
    private final long maxOctets;
    private final int maxHops;
    private long octets;
    private @Nullable Reply flaw;
    private @Nullable StoreException failure;

    MessageSink(IncomingBody body, SmtpSettings settings, HeaderRules rules) {
        this.body = body;
        this.header = new HeaderFilter(body, rules);
        this.maxOctets = settings.maxMessageOctets();
        this.maxHops = settings.maxHops();
    }

    /// Adds the octets from `from` to before `to`.
    void write(byte[] from, int start, int end) {
        octets += end - start;
        if (octets > maxOctets) {
            refuse(Reply.TOO_LARGE);
        }
        if (flaw != null || start == end) {
            return;
        }
        try {
            int rest = header.isDone() ? start : header.write(from, start, end);
            if (rest < end) {
                body.write(from, rest, end - rest);
            }
            if (header.count(HeaderRules.RECEIVED) >= maxHops) {
                refuse(Reply.LOOP);
            }
            if (header.count(HeaderRules.FROM) > 1) {
                refuse(Reply.SEVERAL_FROM);
            }
        } catch (StoreException e) {
            failure = e;
            refuse(Acceptance.failed(e));
        }
    }

    /// Ends the message.
    void end() {
        if (flaw == null) {
            try {
                header.end();
            } catch (StoreException e) {
                failure = e;
                refuse(Acceptance.failed(e));
            }
        }
    }

    /// Refuses the message unless it is refused already, and frees what was kept of it.
    void refuse(Reply why) {
        if (flaw == null) {
            flaw = why;
            body.close();
        }
    }

    Optional<Reply> flaw() {
        return Optional.ofNullable(flaw);
    }

    /// Why the store could not keep it, when that is the flaw.
    Optional<StoreException> failure() {
        return Optional.ofNullable(failure);
    }
}
