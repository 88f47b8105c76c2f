package org.posthorn.mailbox.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What a check has looked at and found; read by others meanwhile.
final class Findings {
    private static final int MOST = 100;
    private static final long MOST_REST_NANOS = 50_000_000;

    private final BooleanSupplier over;
    private final List<String> first = new ArrayList<>();
    private boolean running = true;
    private String phase = "";
    private long checked;
    private long count;
    private long began = System.nanoTime();

    /// @param over whether it is to end early
    Findings(BooleanSupplier over) {
        this.over = over;
    }

    boolean isOver() {
        return over.getAsBoolean();
    }

    synchronized void begin(String what) {
        phase = what;
        checked = 0;
    }

    synchronized void found(String sentence) {
        count++;
        if (first.size() < MOST) {
            first.add(sentence);
        }
    }

    /// Counts what was looked at, and lets others have the machine for as long as that took.
    void checked(int some) {
        synchronized (this) {
            checked += some;
        }
        LockSupport.parkNanos(Math.min(System.nanoTime() - began, MOST_REST_NANOS));
        began = System.nanoTime();
    }

    synchronized void end() {
        running = false;
    }

    synchronized CheckProgress progress() {
        return new CheckProgress(running, phase, checked, count, List.copyOf(first));
    }
}
