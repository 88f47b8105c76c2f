package org.posthorn.server.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryLog;
import org.posthorn.mailbox.deliverylog.DeliveryLog.Question;
import org.posthorn.mailbox.outbound.QueueEntry;

/// Which entries of the queue a request is about: those that meet all its conditions.
record QueueFilter(List<Predicate<QueueEntry>> conditions) implements Predicate<QueueEntry> {
    /// Messages that have the same Message-ID.
    private static final int MOST_IDS = 1000;

    private static final long MOST_SECONDS = 10_000_000_000L;

    /// @param now from which ages are counted
    static QueueFilter of(Request request, DeliveryLog log, Instant now)
            throws InvalidRequestException {
        var conditions = new ArrayList<Predicate<QueueEntry>>();
        Optional<String> to = text(request, "to");
        to.ifPresent(asked -> conditions.add(entry -> isOf(entry.recipient(), asked)));
        Optional<String> from = text(request, "from");
        from.ifPresent(asked -> conditions.add(entry -> isOf(entry.envelope().sender(), asked)));
        Optional<String> destination = text(request, "destination");
        destination.ifPresent(asked -> conditions.add(entry -> isAt(entry.destination(), asked)));
        text(request, "id").ifPresent(asked -> conditions.add(ofMessage(asked, log)));
        OptionalLong seconds = request.queriedCount("older-than");
        if (seconds.isPresent()) {
            Instant latest = now.minusSeconds(Math.min(seconds.getAsLong(), MOST_SECONDS));
            conditions.add(entry -> entry.envelope().arrived().isBefore(latest));
        }
        if (request.queriedFlag("held")) {
            conditions.add(QueueEntry::isHeld);
        }
        return new QueueFilter(List.copyOf(conditions));
    }

    private static Optional<String> text(Request request, String name)
            throws InvalidRequestException {
        Optional<String> text =
                request.queriedText(name).map(asked -> asked.strip().toLowerCase(Locale.ROOT));
        if (text.isPresent() && text.get().isEmpty()) {
            throw new InvalidRequestException("\"%s\" names nothing.".formatted(name));
        }
        return text;
    }

    @Override
    public boolean test(QueueEntry entry) {
        return conditions.stream().allMatch(condition -> condition.test(entry));
    }

    /// Whether every entry meets it.
    boolean isAll() {
        return conditions.isEmpty();
    }

    /// @param asked an address, a domain with or without `@`, or `<>` for the null path
    private static boolean isOf(String address, String asked) {
        String known = address.toLowerCase(Locale.ROOT);
        if (asked.equals("<>")) {
            return known.isEmpty();
        }
        int at = asked.lastIndexOf('@');
        return at > 0
                ? known.equals(asked)
                : known.substring(known.lastIndexOf('@') + 1).equals(asked.substring(at + 1));
    }

    /// @param asked a destination, or what follows the colon in it
    private static boolean isAt(String destination, String asked) {
        String known = destination.toLowerCase(Locale.ROOT);
        return known.equals(asked) || known.substring(known.indexOf(':') + 1).equals(asked);
    }

    /// The queue knows messages by their ids alone; which have a Message-ID is in the log.
    private static Predicate<QueueEntry> ofMessage(String asked, DeliveryLog log) {
        if (!asked.contains("@")) {
            return entry -> entry.envelope().id().equals(asked);
        }
        String bare = asked.replaceAll("^<|>$", "");
        Set<String> ids =
                log.find(new Question(bare, Instant.EPOCH), MOST_IDS).stream()
                        .filter(event -> hasMessageId(event, bare))
                        .map(DeliveryEvent::message)
                        .collect(Collectors.toSet());
        return entry -> ids.contains(entry.envelope().id());
    }

    private static boolean hasMessageId(DeliveryEvent event, String bare) {
        return event.detail(Detail.MESSAGE_ID).filter(bare::equalsIgnoreCase).isPresent();
    }
}
