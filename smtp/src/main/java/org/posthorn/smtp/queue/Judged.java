package org.posthorn.smtp.queue;

import java.time.Duration;
import java.util.Optional;
import org.posthorn.smtp.relay.RecipientOutcome;

/// What became of an entry, before it is decided what follows.
///
/// @param contact who said it; empty where we did
/// @param took how long it took
record Judged(
        Ticket ticket,
        RecipientOutcome outcome,
        Cause cause,
        Optional<Contact> contact,
        Duration took) {

    enum Cause {
        /// It was tried.
        ATTEMPT,
        /// It was not tried, because nothing answers.
        PUT_OFF,
        /// It was not its turn, but its time has come.
        OVERDUE,
        /// It has failed before, and its sender is to be told.
        REPORT
    }

    static Judged of(Ticket ticket, RecipientOutcome outcome, Cause cause) {
        return new Judged(ticket, outcome, cause, Optional.empty(), Duration.ZERO);
    }
}
