package org.posthorn.mailbox.jdbc;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.posthorn.mailbox.derby.DiskFaults;
import org.posthorn.mailbox.derby.DiskFaults.Act;
import org.posthorn.mailbox.derby.DiskFaults.Deed;

/// One thing by chance that a disk does wrong: after so many deeds of a kind, once or from then on.
final class ChanceFault {
    private static final int MOST_BEFORE = 40;

    /// In which way it fails.
    private enum Way {
        ERROR("Input/output error"),
        FULL("No space left on device"),

        /// It was done all the same.
        DONE("Input/output error");

        private final String reason;

        Way(String reason) {
            this.reason = reason;
        }
    }

    private final Way way;
    private final Act act;
    private final boolean once;
    private final int before;
    private volatile String first = "never";
    private final AtomicInteger met = new AtomicInteger();

    ChanceFault(Random random) {
        way = any(Way.values(), random);
        act = way == Way.FULL ? Act.WRITE : any(Act.values(), random);
        once = random.nextBoolean();
        before = random.nextInt(act == Act.NAME ? 3 : MOST_BEFORE);
    }

    private static <T> T any(T[] all, Random random) {
        return all[random.nextInt(all.length)];
    }

    /// The disk fails so from now on.
    void arm() {
        if (way == Way.DONE) {
            DiskFaults.failLate(way.reason, this::fails);
        } else {
            DiskFaults.fail(way.reason, this::fails);
        }
    }

    private boolean fails(Deed deed) {
        if (deed.act() != act) {
            return false;
        }
        int number = met.getAndIncrement();
        if (number == before) {
            first = deed.path() + ", thread " + Thread.currentThread().getName();
        }
        return once ? number == before : number >= before;
    }

    @Override
    public String toString() {
        return "%s at %s %d%s (%s)".formatted(way, act, before, once ? " once" : "", first);
    }
}
