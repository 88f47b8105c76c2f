package org.posthorn.mailbox.deliverylog;

import java.time.Instant;
import java.util.List;

/// The log of what happened to messages.
public interface DeliveryLog {
    /// Notes something that is no part of a commit, as a refusal is; it is on disk some seconds
    /// later, or counted where there are too many of its kind.
    void note(DeliveryEvent event);

    /// What is asked for.
    ///
    /// @param key an address, a domain, a Message-ID or the id of a message; it is found whatever
    ///   its case
    /// @param since the earliest moment
    record Question(String key, Instant since) {}

    /// What happened to all messages that have something to do with the key, in the order of time:
    /// of each message all of it.
    ///
    /// @param most so many messages, the newest
    List<DeliveryEvent> find(Question question, int most);
}
