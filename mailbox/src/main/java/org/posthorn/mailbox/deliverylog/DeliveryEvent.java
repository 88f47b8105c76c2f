package org.posthorn.mailbox.deliverylog;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// One thing that happened to a message, or to what would have been one.
///
/// @param at to the millisecond
/// @param message the id that follows the message; empty where there was none yet
/// @param sender the reverse path without brackets; empty for the null path, or where it is unknown
/// @param recipient empty where it is of all recipients
/// @param details what else there is to say, each at most 1,000 characters
public record DeliveryEvent(
        Instant at,
        Kind kind,
        String message,
        String sender,
        String recipient,
        Map<Detail, String> details) {

    public DeliveryEvent {
        details = Map.copyOf(details);
    }

    /// What happened. [EventCodes] says under which number each is stored; the order here is free.
    public enum Kind {
        /// A client brought it and it was taken in.
        RECEIVED,
        /// It was not taken in.
        REFUSED,
        /// A rule decided where it goes.
        ROUTED,
        /// It is in a mailbox.
        STORED,
        /// It waits to go elsewhere.
        QUEUED,
        /// Another server took it.
        DELIVERED,
        /// Another server, or none, did not take it yet.
        DEFERRED,
        /// It will not be delivered.
        FAILED,
        /// It was not delivered in time.
        EXPIRED,
        /// It was thrown away, as a rule or an administrator wanted.
        DISCARDED,
        /// The sender was told what became of it.
        REPORTED,
        /// Another server told what became of it.
        REPORT_RECEIVED,
        /// An administrator held it.
        HELD,
        /// An administrator let it go on, or wanted it tried now.
        RELEASED
    }

    /// What may be said of it. [EventCodes] says under which number each is stored.
    public enum Detail {
        /// The client's address.
        CLIENT,
        /// The name that the client or the other server gives itself.
        HELLO,
        /// Protocol and cipher; absent in the clear.
        TLS,
        /// Who had logged in.
        ACCOUNT,
        /// `mx`, `submission`, `lmtp`, `local`.
        PROTOCOL,
        SIZE,
        /// The Message-ID, without its brackets.
        MESSAGE_ID,
        /// The Subject is never kept; this is how many recipients there were.
        RECIPIENTS,
        /// What was said, by us or by the other server.
        REPLY,
        /// Which rule decided, and why.
        RULE,
        /// Where it goes next.
        NEXT_HOP,
        /// The folder that it is in.
        FOLDER,
        /// The other server's name.
        HOST,
        /// The other server's address.
        ADDRESS,
        /// How often it was tried.
        ATTEMPT,
        /// When it is tried again.
        NEXT_ATTEMPT,
        /// How long it took, in milliseconds.
        MILLISECONDS,
        /// The id of the message that tells the sender, or that this one tells of.
        REPORT,
        /// Nobody knows whether an earlier attempt was taken.
        REPEATED,
        /// The entry of the queue.
        ENTRY,
        /// How many like it are not in the log.
        MORE
    }

    public Optional<String> detail(Detail detail) {
        return Optional.ofNullable(details.get(detail));
    }

    /// Collects details.
    public static final class Details {
        private final Map<Detail, String> details = new EnumMap<>(Detail.class);

        /// Adds a detail, unless there is nothing to say.
        public Details with(Detail detail, Object value) {
            String text = value.toString();
            if (!text.isEmpty()) {
                details.put(detail, text.length() > 1000 ? text.substring(0, 1000) : text);
            }
            return this;
        }

        /// Adds a detail where there is one.
        public Details with(Detail detail, Optional<?> value) {
            value.ifPresent(there -> with(detail, there));
            return this;
        }

        public Map<Detail, String> build() {
            return details;
        }
    }
}
