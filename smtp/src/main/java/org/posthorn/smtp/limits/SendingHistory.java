package org.posthorn.smtp.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.posthorn.mailbox.directory.EmailAddress;

/// What one account has sent lately. Not for several threads at once.
final class SendingHistory {
    private static final int MINUTES = 60;
    private static final int HOURS = 24;
    private static final int DAYS = 30;

    private final EmailAddress account;
    private final Instant since;
    private final CountRing messagesOfHour = new CountRing(MINUTES, Duration.ofMinutes(1));
    private final CountRing recipientsOfHour = new CountRing(MINUTES, Duration.ofMinutes(1));
    private final CountRing recipientsOfDay = new CountRing(HOURS, Duration.ofHours(1));
    private final CountRing recipientsOfDays = new CountRing(DAYS, Duration.ofDays(1));
    private Instant quietUntil = Instant.MIN;
    private boolean paused;

    SendingHistory(EmailAddress account, Instant since) {
        this.account = account;
        this.since = since;
    }

    EmailAddress account() {
        return account;
    }

    void addMessage(Instant now) {
        messagesOfHour.add(now);
    }

    void addRecipient(Instant now) {
        recipientsOfHour.add(now);
        recipientsOfDay.add(now);
        recipientsOfDays.add(now);
    }

    int messagesInHour(Instant now) {
        return messagesOfHour.sum(now);
    }

    int recipientsInHour(Instant now) {
        return recipientsOfHour.sum(now);
    }

    int recipientsInDay(Instant now) {
        return recipientsOfDay.sum(now);
    }

    /// Recipients of a day before this one, rounded up; nothing until a whole day is known.
    OptionalInt usual(Instant now) {
        long days = Math.min(Duration.between(since, now).toDays(), DAYS - 1);
        if (days < 1) {
            return OptionalInt.empty();
        }
        int before = recipientsOfDays.sum(now) - recipientsOfDays.current(now);
        return OptionalInt.of((int) Math.ceilDiv(before, days));
    }

    /// Whether an alarm is due, which is not raised again for a day.
    boolean takeAlarm(Instant now) {
        if (now.isBefore(quietUntil)) {
            return false;
        }
        quietUntil = now.plus(Duration.ofDays(1));
        return true;
    }

    boolean isPaused() {
        return paused;
    }

    void pause() {
        paused = true;
    }

    /// Goes on, and may send for a day without another alarm.
    void lift(Instant now) {
        paused = false;
        quietUntil = now.plus(Duration.ofDays(1));
    }
}
