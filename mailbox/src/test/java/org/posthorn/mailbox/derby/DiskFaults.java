package org.posthorn.mailbox.derby;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// What a [FaultyDisk] does wrong, of all databases of this process that are opened on it.
public final class DiskFaults {
    /// What is done to a file.
    public enum Act {
        READ,
        WRITE,
        FORCE,

        /// Changes or deletes a name.
        NAME
    }

    /// One thing done to a file; the path is the database's own, such as `seg0/c10.dat`.
    public record Deed(Act act, String path) {
        public boolean isOfTheLog() {
            return path.contains("log");
        }

        public boolean isOfPages() {
            return path.contains("seg0");
        }
    }

    private static volatile Predicate<Deed> failing = _ -> false;
    private static volatile Predicate<Deed> failingLate = _ -> false;
    private static volatile Predicate<Deed> corrupting = _ -> false;
    private static volatile String message = "";
    private static final AtomicInteger FAILURES = new AtomicInteger();

    private DiskFaults() {}

    /// The disk works well again.
    public static void heal() {
        healButCount();
        FAILURES.set(0);
    }

    /// The same, and what has failed is not forgotten.
    public static void healButCount() {
        failing = _ -> false;
        failingLate = _ -> false;
        corrupting = _ -> false;
    }

    /// Fails each such deed from now on.
    public static void fail(String reason, Predicate<Deed> deeds) {
        message = reason;
        failing = deeds;
    }

    /// Says of each such deed from now on that it has failed, when it was done.
    public static void failLate(String reason, Predicate<Deed> deeds) {
        message = reason;
        failingLate = deeds;
    }

    /// Gives other octets than were written.
    public static void corrupt(Predicate<Deed> deeds) {
        corrupting = deeds;
    }

    /// How many deeds have failed since the disk worked well.
    public static int failures() {
        return FAILURES.get();
    }

    /// Before something is done.
    public static void pass(Deed deed) throws IOException {
        failIf(failing.test(deed));
    }

    /// After it was.
    public static void passed(Deed deed) throws IOException {
        failIf(failingLate.test(deed));
    }

    private static void failIf(boolean fails) throws IOException {
        if (fails) {
            FAILURES.incrementAndGet();
            throw new IOException(message);
        }
    }

    public static void spoil(Deed deed, byte[] octets, int offset, int length) {
        if (length > 0 && corrupting.test(deed)) {
            FAILURES.incrementAndGet();
            octets[offset + length / 2] ^= 0x55;
        }
    }
}
