package org.posthorn.mailbox.deliverylog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    /// @param until a message counts if something with the key happened before this moment
    /// @param outcomes only messages to which one of these happened; empty for all
    record Question(String key, Instant since, Instant until, Set<DeliveryEvent.Kind> outcomes) {
        public Question {
            outcomes = Set.copyOf(outcomes);
        }

        /// Up to now.
        public Question(String key, Instant since, Set<DeliveryEvent.Kind> outcomes) {
            this(key, since, Instant.MAX, outcomes);
        }

        /// Whatever happened, up to now.
        public Question(String key, Instant since) {
            this(key, since, Set.of());
        }

        /// Whether an event has to do with the key by itself, and not only by its message.
        public boolean concerns(DeliveryEvent event) {
            return EventNames.of(event).contains(EventNames.asked(key));
        }
    }

    /// What was found.
    ///
    /// @param lookedBackTo before this moment nothing was looked at, for there is too much; empty
    ///   where there was not
    /// @param whole whether it is all that happened to these messages
    record Findings(List<DeliveryEvent> events, Optional<Instant> lookedBackTo, boolean whole) {
        public Findings {
            events = List.copyOf(events);
        }
    }

    /// What happened to all messages that have something to do with the key, in the order of time:
    /// of each message all of it, and of those that tell of it.
    ///
    /// @param most so many messages, those to which something happened last
    Findings search(Question question, int most);

    /// The events that are found.
    default List<DeliveryEvent> find(Question question, int most) {
        return search(question, most).events();
    }
}
