package org.posthorn.net;

import org.jspecify.annotations.Nullable;

/// The large buffers of one connection, counted.
///
/// What is not given back is given back by [#close()]; from then on nothing is counted.
final class ConnectionBuffers implements AutoCloseable {
    private final BufferAllowance allowance;
    private boolean known;
    private boolean closed;
    private int held;

    ConnectionBuffers(BufferAllowance allowance) {
        this.allowance = allowance;
    }

    synchronized void setKnown() {
        known = true;
    }

    synchronized boolean take(int octets) {
        if (closed) {
            return true;
        }
        if (!allowance.take(known, octets)) {
            return false;
        }
        held += octets;
        return true;
    }

    synchronized void give(int octets) {
        if (!closed) {
            held -= octets;
            allowance.give(octets);
        }
    }

    byte @Nullable [] tryBlock() {
        return take(Blocks.OCTETS) ? Blocks.take() : null;
    }

    byte[] block() throws ServerBusyException {
        if (!take(Blocks.OCTETS)) {
            throw new ServerBusyException("all connections together keep too much in buffers");
        }
        return Blocks.take();
    }

    void giveBlock(byte[] block) {
        Blocks.give(block);
        give(Blocks.OCTETS);
    }

    @Override
    public synchronized void close() {
        closed = true;
        allowance.give(held);
        held = 0;
    }
}
