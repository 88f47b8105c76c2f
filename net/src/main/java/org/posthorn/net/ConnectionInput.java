package org.posthorn.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the peer sends: lines, or octets as they come.
///
/// Waiting for a line, or for its first octet by [#peek()], is idling: it ends with
/// [ServerStoppingException] when the server stops. Reading octets is work that the stopping server
/// waits for. Silence beyond the read timeout is a [java.net.SocketTimeoutException], and a line
/// must be whole within that time after its first octet; no reading goes on beyond the connection's
/// deadline, which is a [DeadlineException]. The end of the stream is an [EOFException], except
/// where -1 says it.
public final class ConnectionInput {
    private static final byte[] NOTHING = new byte[0];
    private static final int SMALL = 512;
    private static final int LARGE = 16 * 1024;

    /// A buffer up to this size is part of what a connection costs anyway.
    private static final int FREE = 4 * 1024;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /// As little as a wire can wait.
    private static final long LOOK_MILLIS = 2;

    private final Connection connection;
    private final ConnectionBuffers buffers;
    private @Nullable Patience patience;
    private byte[] buffer = NOTHING;
    private int position;
    private int limit;
    private boolean ended;

    ConnectionInput(Connection connection, ConnectionBuffers buffers) {
        this.connection = connection;
        this.buffers = buffers;
    }

    /// Has every wait judged from now on, until [#clearPatience()]; the read timeout holds as well.
    public void setPatience(Patience judge) {
        patience = judge;
    }

    public void clearPatience() {
        patience = null;
    }

    /// Reads a line that ends in CRLF and has at most `maxOctets` before it.
    ///
    /// @return the line without its CRLF; a CR or LF alone does not end a line and is part of it
    public byte[] readLine(int maxOctets) throws IOException {
        int length = awaitLine(maxOctets);
        if (length > maxOctets) {
            throw new LineTooLongException(maxOctets);
        }
        byte[] line = Arrays.copyOfRange(buffer, position, position + length);
        position += length + 2;
        return line;
    }

    /// Passes over the rest of a line and its CRLF, however long it is.
    public void skipLine() throws IOException {
        while (true) {
            int length = awaitLine(FREE / 2);
            if (length <= FREE / 2) {
                position += length + 2;
                return;
            }
            position = buffer[limit - 1] == '\r' ? limit - 1 : limit;
        }
    }

    /// The length of the line that the buffer begins with, or more than `maxOctets`.
    private int awaitLine(int maxOctets) throws IOException {
        long deadline = 0;
        for (int seen = 0; ; ) {
            int end = indexOfCrlf(position + seen);
            if (end >= 0) {
                return end - position;
            }
            if (limit - position > maxOctets + 1) {
                return Integer.MAX_VALUE;
            }
            seen = Math.max(0, limit - position - 1);
            if (deadline == 0 && limit > position) {
                deadline = deadline();
            }
            idle(deadline == 0 ? deadline() : deadline, maxOctets + 2);
        }
    }

    private int indexOfCrlf(int from) {
        byte[] octets = buffer;
        for (int i = from + 1; i < limit; i++) {
            if (octets[i] == '\n' && octets[i - 1] == '\r') {
                return i - 1;
            }
        }
        return -1;
    }

    /// Waits for more octets behind those that are buffered, as a session that has nothing to do.
    private void idle(long deadline, int wanted) throws IOException {
        makeRoom(wanted);
        connection.beginIdle();
        int count;
        try {
            count = await(buffer, limit, buffer.length - limit, deadline);
        } finally {
            connection.endIdle();
        }
        if (count < 0) {
            throw new EOFException("the peer is gone");
        }
        limit += count;
    }

    private void makeRoom(int wanted) throws ServerBusyException {
        if (position == limit) {
            shrink();
        } else if (limit == buffer.length) {
            int kept = limit - position;
            int size = Math.min(Math.max(2 * kept, SMALL), Math.max(wanted, SMALL));
            if (size > buffer.length) {
                byte[] larger = allocate(size);
                System.arraycopy(buffer, position, larger, 0, kept);
                become(larger);
            } else {
                System.arraycopy(buffer, position, buffer, 0, kept);
            }
            position = 0;
            limit = kept;
        }
    }

    /// Before a wait with nothing buffered: thousands may wait.
    private void shrink() {
        position = 0;
        limit = 0;
        if (buffer.length != SMALL) {
            become(new byte[SMALL]);
        }
        connection.wire().release();
    }

    private byte[] allocate(int size) throws ServerBusyException {
        if (size == Blocks.OCTETS) {
            return buffers.block();
        }
        if (size > FREE && !buffers.take(size)) {
            throw new ServerBusyException("all connections together keep too much in buffers");
        }
        return new byte[size];
    }

    private void become(byte[] next) {
        byte[] old = buffer;
        buffer = next;
        if (old.length == Blocks.OCTETS) {
            buffers.giveBlock(old);
        } else if (old.length > FREE) {
            buffers.give(old.length);
        }
    }

    private int await(byte[] octets, int offset, int length, long deadline) throws IOException {
        long end = connection.earlierOfDeadline(deadline);
        try {
            return awaitPatiently(octets, offset, length, end);
        } catch (SocketTimeoutException silent) {
            if (end != deadline) {
                throw new DeadlineException();
            }
            throw silent;
        }
    }

    /// Waits for octets as long as the patience lasts.
    private int awaitPatiently(byte[] octets, int offset, int length, long deadline)
            throws IOException {
        Patience judge = patience;
        if (judge == null) {
            return connection.wire().read(octets, offset, length, deadline);
        }
        while (true) {
            judge.check();
            long now = System.nanoTime();
            long step = deadline - now > PATIENCE_NANOS ? now + PATIENCE_NANOS : deadline;
            try {
                return connection.wire().read(octets, offset, length, step);
            } catch (SocketTimeoutException silent) {
                if (deadline - System.nanoTime() <= 0) {
                    throw silent;
                }
            }
        }
    }

    /// Waits for the next octet and leaves it there.
    ///
    /// @return the octet, or -1 at the end
    public int peek() throws IOException {
        if (position == limit) {
            try {
                idle(deadline(), SMALL);
            } catch (EOFException _) {
                return -1;
            }
        }
        return buffer[position] & 0xFF;
    }

    /// Reads the next octet, or -1 at the end.
    public int read() throws IOException {
        if (position == limit && !fill()) {
            return -1;
        }
        return buffer[position++] & 0xFF;
    }

    /// Reads at least one octet and at most `length`.
    ///
    /// @return how many, or -1 at the end
    public int read(byte[] octets, int offset, int length) throws IOException {
        if (position == limit) {
            if (length >= LARGE) {
                return await(octets, offset, length, deadline());
            }
            if (length > 0 && !fill()) {
                return -1;
            }
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, octets, offset, count);
        position += count;
        return count;
    }

    /// Waits until something is buffered and shows at most `maxOctets` of it, at least one, to a
    /// scanner in place.
    ///
    /// @return how many octets the scanner took; the others stay
    /// @throws EOFException when the stream has ended
    public int scan(int maxOctets, OctetScanner scanner) throws IOException {
        if (position == limit && !fill()) {
            throw new EOFException("the peer is gone");
        }
        int count = Math.min(maxOctets, limit - position);
        int taken = scanner.scan(buffer, position, position + count);
        position += Objects.checkIndex(taken, count + 1);
        return taken;
    }

    /// Passes over octets.
    ///
    /// @throws EOFException when the stream ends before
    public void skip(long octets) throws IOException {
        long left = octets;
        while (left > 0) {
            if (position == limit && !fill()) {
                throw new EOFException("the peer is gone");
            }
            int count = (int) Math.min(left, limit - position);
            position += count;
            left -= count;
        }
    }

    private boolean fill() throws IOException {
        if (connection.wire().available() == 0) {
            shrink();
        } else if (buffer.length < Blocks.OCTETS) {
            byte[] block = buffers.tryBlock();
            become(block == null ? new byte[FREE] : block);
        }
        position = 0;
        limit = 0;
        int count = await(buffer, 0, buffer.length, deadline());
        limit = Math.max(count, 0);
        return count >= 0;
    }

    /// Whether reading would find an octet without waiting for the peer.
    public boolean hasBuffered() {
        return position < limit;
    }

    /// Whether the peer has said its last word, as far as that can be found out without waiting for
    /// it: what it has said before is read on the way and kept, some kilobytes of it at most.
    ///
    /// It may still listen: one that has closed its sending half looks the same as one that is
    /// gone, until something is written to it.
    ///
    /// @throws IOException when the connection is broken
    public boolean hasEnded() throws IOException {
        if (!ended && limit - position < FREE) {
            makeRoom(FREE);
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
            try {
                int count = connection.wire().read(buffer, limit, buffer.length - limit, deadline);
                ended = count < 0;
                limit += Math.max(count, 0);
            } catch (SocketTimeoutException _) {
                // It is silent, as one that waits for an answer is.
            }
        }
        return ended;
    }

    int buffered() {
        return limit - position;
    }

    private long deadline() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(connection.readTimeoutMillis());
    }
}
