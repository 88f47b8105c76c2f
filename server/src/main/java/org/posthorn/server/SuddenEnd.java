package org.posthorn.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.posthorn.mailbox.store.FailStop;

/// Halts the process: one line on standard error, its own exit status, and nothing more (decision
/// 0014).
///
/// No shutdown hook runs and no connection is ended in order, for whatever they said might be
/// wrong.
final class SuddenEnd implements FailStop {
    /// `EX_SOFTWARE` of sysexits.h.
    static final int STATUS = 70;

    /// What Derby says of a page goes on with all of the page.
    private static final int MOST_OF_A_REASON = 300;

    /// Standard error may be a pipe that nobody reads.
    private static final Duration FOR_THE_LINE = Duration.ofSeconds(2);

    /// Made while there was memory.
    private final byte[] whenNothingCanBeSaid =
            "posthorn: the server ends at once, and the next start recovers.\n"
                    .getBytes(StandardCharsets.UTF_8);

    private final FileOutputStream standardError = new FileOutputStream(FileDescriptor.err);

    private final CountDownLatch begun = new CountDownLatch(1);

    private boolean said;

    SuddenEnd() {
        Thread.ofPlatform().daemon().name("sudden-end").start(this::haltWhenItTakesLong);
    }

    /// A thread that is there already needs no memory to halt.
    private void haltWhenItTakesLong() {
        try {
            begun.await();
            new CountDownLatch(1).await(FOR_THE_LINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            // Nobody interrupts it; if somebody does, it ends what has to end.
        }
        if (begun.getCount() == 0) {
            Runtime.getRuntime().halt(STATUS);
        }
    }

    @Override
    public synchronized void end(String why, Throwable cause) {
        try {
            begun.countDown();
            if (!said) {
                said = true;
                say(why, cause);
            }
        } finally {
            Runtime.getRuntime().halt(STATUS);
        }
    }

    private void say(String why, Throwable cause) {
        byte[] octets = whenNothingCanBeSaid;
        try {
            octets = line(why, cause).getBytes(StandardCharsets.UTF_8);
        } catch (Throwable _) {
            // Less is said then.
        }
        try {
            standardError.write(octets);
        } catch (IOException _) {
            // Nobody reads it.
        }
    }

    /// One line, whatever is in it.
    static String line(String why, Throwable cause) {
        Throwable deepest = cause;
        for (int depth = 0; deepest.getCause() != null && depth < 30; depth++) {
            deepest = deepest.getCause();
        }
        String reason = deepest.toString();
        if (reason.length() > MOST_OF_A_REASON) {
            reason = reason.substring(0, MOST_OF_A_REASON) + "…";
        }
        String text =
                "posthorn: %s (%s). The server ends at once, so that it tells nobody what may be wrong; the next start recovers all that was acknowledged, and the launcher or the service manager sees to it (exit status %d)."
                        .formatted(why, reason, STATUS);
        return text.replaceAll("\\s+", " ") + "\n";
    }
}
