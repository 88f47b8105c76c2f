package org.posthorn.smtp.queue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.posthorn.smtp.relay.RemoteReply;

/// Which addresses did not answer lately, so that only one in a while waits for them in vain.
final class AddressMemory {
    private static final int MOST = 20_000;

    /// Longer than a connection takes to fail; nobody else tries it meanwhile.
    private static final Duration TRIED_NOW = Duration.ofMinutes(1);

    private final Backoff backoff;
    private final Time time;

    /// Least lately used first; guarded by this.
    private final Map<InetSocketAddress, Down> down = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Down {
        private int failures;
        private long until;
        private RemoteReply reply;

        Down(RemoteReply reply) {
            this.reply = reply;
        }
    }

    AddressMemory(Backoff backoff, Time time) {
        this.backoff = backoff;
        this.time = time;
    }

    /// What was said of an address that is passed over now. Where its time is over, only the first
    /// who asks may try it.
    synchronized Optional<RemoteReply> passOver(InetSocketAddress address) {
        Down known = down.get(address);
        if (known == null) {
            return Optional.empty();
        }
        long now = time.nanoTime();
        if (known.until - now > 0) {
            return Optional.of(known.reply);
        }
        known.until = now + TRIED_NOW.toNanos();
        return Optional.empty();
    }

    synchronized void failed(InetSocketAddress address, RemoteReply reply) {
        Down known = down.computeIfAbsent(address, _ -> new Down(reply));
        known.failures++;
        known.reply = reply;
        known.until = time.nanoTime() + backoff.ofAddress(known.failures).toNanos();
        if (down.size() > MOST) {
            var eldest = down.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    synchronized void answered(InetSocketAddress address) {
        down.remove(address);
    }
}
