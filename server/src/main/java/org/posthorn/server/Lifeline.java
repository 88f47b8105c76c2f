package org.posthorn.server;

import java.io.IOException;
import java.io.InputStream;

/// A pipe from the launcher, which says nothing and ends when the launcher is killed.
///
/// The process that was started is the launcher's. Who kills that one without a word means the
/// server, and a server that went on would keep its ports and its data folder from the next.
final class Lifeline {
    /// As if the server had been killed itself.
    private static final int KILLED = 137;

    private Lifeline() {}

    static void watch(InputStream launcher) {
        Thread.ofPlatform()
                .daemon()
                .name("lifeline")
                .start(() -> {
                    awaitEnd(launcher);
                    Runtime.getRuntime().halt(KILLED);
                });
    }

    private static void awaitEnd(InputStream launcher) {
        try {
            while (launcher.read() >= 0) {
                // It has nothing to say.
            }
        } catch (IOException _) {
            // It is gone.
        }
    }
}
