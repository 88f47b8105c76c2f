package org.posthorn.mailbox.jdbc;

import java.nio.file.Path;

/// A process that opens a data directory, says `opening` before and `open` after, and waits to be
/// killed.
final class FirstStart {
    private FirstStart() {}

    public static void main(String[] args) throws InterruptedException {
        System.out.println("opening");
        try (var _ = OpenStore.open(Path.of(args[0]))) {
            System.out.println("open");
            Thread.currentThread().join();
        }
    }
}
