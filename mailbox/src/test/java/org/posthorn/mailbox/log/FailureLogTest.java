package org.posthorn.mailbox.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureLogTest {
    private final List<String> lines = new ArrayList<>();
    private long now = TimeUnit.HOURS.toNanos(1);
    private final FailureLog log = new FailureLog(new Lines(), () -> now);

    private final class Lines implements Logger {
        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String message,
                @Nullable Throwable thrown) {
            lines.add(level + " " + message + (thrown == null ? "" : " with trace"));
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                @Nullable Object... parameters) {
            lines.add(level + " " + format);
        }
    }

    private void fail(String message) {
        log.failed(
                Level.ERROR, "a message could not be stored", new IllegalStateException(message));
    }

    @Test
    void failed_withOtherFigures_isTheSameCause() {
        for (int left = 230; left > 140; left--) {
            fail("the disk is full: " + left + " MiB are left");
        }
        assertThat(lines).containsExactly("ERROR a message could not be stored with trace");
    }

    @Test
    void failed_theSameCauseAgain_isOneLineAMinute() {
        for (int i = 0; i < 90; i++) {
            fail("disk full");
        }
        assertThat(lines).containsExactly("ERROR a message could not be stored with trace");

        now += TimeUnit.SECONDS.toNanos(61);
        fail("disk full");
        fail("disk full");

        assertThat(lines)
                .hasSize(2)
                .last()
                .isEqualTo(
                        "ERROR a message could not be stored: disk full again, and 89 times since the last line");
    }

    @Test
    void refused_hasNoTraceAndSaysWhy() {
        for (int i = 0; i < 2; i++) {
            log.refused(Level.WARNING, "no room", new IllegalStateException("disk full"));
        }

        assertThat(lines).containsExactly("WARNING no room: disk full");
    }

    @Test
    void failed_otherCause_isALineOfItsOwn() {
        fail("disk full");
        fail("corrupt page");

        assertThat(lines).hasSize(2);
    }

    @Test
    void failed_everDifferentCauses_areForgottenInTime() {
        fail("first");
        for (int i = 0; i < 64; i++) {
            fail("cause " + "x".repeat(i));
        }
        fail("first");

        assertThat(lines).hasSize(66);
    }
}
