package org.posthorn.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/// The parts that run, of which the last one started is the first one stopped.
final class Parts implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Parts.class.getName());

    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        running.push(part);
        return part;
    }

    /// One part that fails to stop keeps no other from it.
    @Override
    public void close() {
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            try {
                part.close();
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                LOG.log(Level.ERROR, part.getClass().getSimpleName() + " did not stop well", e);
            }
        }
    }
}
