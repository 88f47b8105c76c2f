package org.posthorn.mailbox.rows;

import java.io.IOException;
import java.io.InputStream;
import org.posthorn.mailbox.budget.Holding;
import org.posthorn.mailbox.budget.WorkBudget;

/// Where an arriving body goes that outgrows the heap.
public interface Spool extends AutoCloseable {
    /// What is best kept in heap of what was written last.
    int FRAME_OCTETS = 128 * 1024;

    /// What may be kept where the heap is used up.
    int LEAST_FRAME_OCTETS = WorkBudget.FREE_OCTETS;

    /// How much a message may keep in heap of what was written last, and as much again while that
    /// is compressed.
    static int frameOctets(Holding holding) {
        for (int octets = FRAME_OCTETS; octets > LEAST_FRAME_OCTETS; octets /= 4) {
            if (holding.keepInHeap(2L * octets)) {
                return octets;
            }
        }
        holding.keepInHeap(LEAST_FRAME_OCTETS);
        return LEAST_FRAME_OCTETS;
    }

    void write(byte[] octets, int offset, int length) throws IOException;

    /// All that was written, from the start.
    InputStream open() throws IOException;

    /// Gives the room back, unless a message has it now.
    @Override
    void close() throws IOException;

    /// Makes such places.
    @FunctionalInterface
    interface Spools {
        /// Makes a place for one body.
        ///
        /// @param holding asked before anything is kept in heap
        Spool begin(Holding holding) throws IOException;
    }
}
