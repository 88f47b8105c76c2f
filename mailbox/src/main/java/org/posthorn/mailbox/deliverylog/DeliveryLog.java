package org.posthorn.mailbox.deliverylog;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The log of what happened to messages.
public interface DeliveryLog {
    /// Notes something that is no part of a commit, as a refusal is; it is on disk some seconds
    /// later, or counted where there are too many of its kind.
    void note(DeliveryEvent event);

    /// What is asked for.
    ///
    /// @param key an address, a domain, a Message-ID, the id of a message, or where a client came
    ///   from; it is found whatever its case
    /// @param since the earliest moment
    /// @param outcomes only messages to which one of these happened; empty for all
    record Question(String key, Instant since, Set<DeliveryEvent.Kind> outcomes) {
        public Question {
            outcomes = Set.copyOf(outcomes);
        }

        /// Whatever happened.
        public Question(String key, Instant since) {
            this(key, since, Set.of());
        }

        /// Whether an event has to do with the key by itself, and not only by its message.
        public boolean concerns(DeliveryEvent event) {
            return EventNames.of(event).contains(EventNames.asked(key));
        }
    }

    /// What happened to all messages that have something to do with the key, in the order of time:
    /// of each message all of it, and of those that tell of it.
    ///
    /// @param most so many messages, those to which something happened last
    List<DeliveryEvent> find(Question question, int most);
}
