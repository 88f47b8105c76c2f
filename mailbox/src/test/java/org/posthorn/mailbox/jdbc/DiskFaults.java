package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// What a [FaultyDisk] does wrong, of all databases of this process that are opened on it.
final class DiskFaults {
    /// What is done to a file.
    enum Act {
        READ,
        WRITE,
        FORCE
    }

    /// One thing done to a file; the path is the database's own, such as `seg0/c10.dat`.
    record Deed(Act act, String path) {
        boolean isOfTheLog() {
            return path.contains("log");
        }

        boolean isOfPages() {
            return path.contains("seg0");
        }
    }

    private static volatile Predicate<Deed> failing = _ -> false;
    private static volatile Predicate<Deed> corrupting = _ -> false;
    private static volatile String message = "";
    private static final AtomicInteger FAILURES = new AtomicInteger();

    private DiskFaults() {}

    /// The disk works well again.
    static void heal() {
        failing = _ -> false;
        corrupting = _ -> false;
        FAILURES.set(0);
    }

    /// Fails each such deed from now on.
    static void fail(String reason, Predicate<Deed> deeds) {
        message = reason;
        failing = deeds;
    }

    /// Gives other octets than were written.
    static void corrupt(Predicate<Deed> deeds) {
        corrupting = deeds;
    }

    /// How many deeds have failed since the disk worked well.
    static int failures() {
        return FAILURES.get();
    }

    static void pass(Deed deed) throws IOException {
        if (failing.test(deed)) {
            FAILURES.incrementAndGet();
            throw new IOException(message);
        }
    }

    static void spoil(Deed deed, byte[] octets, int offset, int length) {
        if (length > 0 && corrupting.test(deed)) {
            FAILURES.incrementAndGet();
            octets[offset + length / 2] ^= 0x55;
        }
    }
}
