package org.posthorn.mailbox.jdbc;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Hears when a thread of Derby's own fails at the database: a checkpoint that cannot write or
/// force a page is only a line in Derby's log, and Derby would try it again as if a force that
/// failed could be repeated.
///
/// Derby's threads inherit the alarm of the thread that boots their database.
final class DerbyAlarm {
    /// What the raw store says of pages (XSDB, XSDG) and of the log (XSLA) ends the database.
    private static final Pattern FATAL = Pattern.compile("\\bERROR (XSDB|XSDG|XSLA)\\w:");

    private static final InheritableThreadLocal<@Nullable DerbyAlarm> CURRENT =
            new InheritableThreadLocal<>();

    private final Lifetime life;
    private volatile boolean armed;

    DerbyAlarm(Lifetime life) {
        this.life = life;
    }

    /// Makes this the alarm of the threads that the current one starts until [#booted].
    void booting() {
        CURRENT.set(this);
    }

    void booted() {
        CURRENT.remove();
    }

    /// From now on, a failure ends the process.
    void arm() {
        armed = true;
    }

    void disarm() {
        armed = false;
    }

    /// A write or a force has failed, in the thread that it failed in.
    void raise(Exception failure) {
        if (armed) {
            life.end("the database has failed", failure);
        }
    }

    /// Reads a line of Derby's log, in the thread that writes it.
    static void hear(String line) {
        DerbyAlarm alarm = CURRENT.get();
        if (alarm != null && alarm.armed && FATAL.matcher(line).find()) {
            alarm.life.end("the database has failed", new IllegalStateException(line));
        }
    }
}
