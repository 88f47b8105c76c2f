package org.posthorn.mailbox.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/// Logs failures whose cause may last, such as a full disk: the first with its trace, others of the
/// same cause counted, and one line a minute that says how many there were.
///
/// A cause is what failed, and the messages of the exceptions behind it, whatever numbers are in
/// them: a full disk has another number of octets left each time.
public final class FailureLog {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /// More causes than these at once are no flood of one.
    private static final int MAX_CAUSES = 64;

    private final Logger log;
    private final LongSupplier nanoTime;

    /// Least lately seen first; guarded by this.
    private final Map<String, Seen> causes = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Seen {
        private long lineAt;
        private long since;

        Seen(long lineAt) {
            this.lineAt = lineAt;
        }
    }

    public FailureLog(Logger log) {
        this(log, System::nanoTime);
    }

    FailureLog(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    /// Logs that `what` failed, unless a line of the last minute says so already.
    ///
    /// @param what constant words, the same for each failure of the kind
    public void failed(Level level, String what, Throwable failure) {
        log(level, what, failure, true);
    }

    /// As [#failed], for a failure that is no riddle, such as a full disk: its messages say all,
    /// and no trace follows.
    public void refused(Level level, String what, Throwable failure) {
        log(level, what, failure, false);
    }

    private void log(Level level, String what, Throwable failure, boolean withTrace) {
        String text = text(what, failure);
        String cause = NUMBER.matcher(text).replaceAll("0");
        long now = nanoTime.getAsLong();
        long silent;
        synchronized (this) {
            Seen seen = causes.get(cause);
            if (seen == null) {
                causes.put(cause, new Seen(now));
                forgetOldest();
                silent = -1;
            } else if (now - seen.lineAt < PAUSE.toNanos()) {
                seen.since++;
                return;
            } else {
                silent = seen.since;
                seen.lineAt = now;
                seen.since = 0;
            }
        }
        if (silent < 0 && withTrace) {
            log.log(level, what, failure);
        } else if (silent < 0) {
            log.log(level, text);
        } else {
            log.log(
                    level,
                    () -> "%s again, and %d times since the last line".formatted(text, silent));
        }
    }

    private void forgetOldest() {
        if (causes.size() > MAX_CAUSES) {
            var eldest = causes.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    private static String text(String what, Throwable failure) {
        var text = new StringBuilder(what);
        Throwable each = failure;
        for (int depth = 0; each != null && depth < 4; depth++) {
            text.append(depth == 0 ? ": " : ", because of ").append(each.getMessage());
            each = each.getCause();
        }
        return text.toString();
    }
}
