package org.posthorn.net;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A few large buffers that busy connections borrow, so that idle ones need none.
final class Blocks {
    /// Holds any TLS record as sent: 5 octets of header, 16 KiB of text and 256 of expansion (RFC
    /// 8446 section 5.2), with room for the larger ones of TLS 1.2.
    static final int OCTETS = 18 * 1024;

    private static final int KEPT = 64;
    private static final ConcurrentLinkedQueue<byte[]> FREE = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Blocks() {}

    static byte[] take() {
        byte[] block = FREE.poll();
        if (block == null) {
            return new byte[OCTETS];
        }
        COUNT.decrementAndGet();
        return block;
    }

    /// What was in it may be seen by the next to take it, so it must never be sent unwritten.
    static void give(byte[] block) {
        if (block.length == OCTETS && COUNT.get() < KEPT) {
            COUNT.incrementAndGet();
            FREE.add(block);
        }
    }
}
