package org.posthorn.server.admin;

import io.helidon.json.JsonArray;
import io.helidon.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.deliverylog.DeliveryLog;
import org.posthorn.mailbox.deliverylog.DeliveryLog.Findings;
import org.posthorn.mailbox.deliverylog.DeliveryLog.Question;

/// Says what happened to messages.
record Traces(DeliveryLog log) {
    static final int USUAL_MESSAGES = 10;
    static final int MOST_MESSAGES = 1000;

    /// What may be asked for as an outcome.
    private static final Map<String, Set<Kind>> OUTCOMES =
            Map.of(
                    "refused", Set.of(Kind.REFUSED),
                    "stored", Set.of(Kind.STORED),
                    "delivered", Set.of(Kind.DELIVERED),
                    "deferred", Set.of(Kind.DEFERRED),
                    "failed", Set.of(Kind.FAILED, Kind.EXPIRED));

    Answer show(Request request) throws InvalidRequestException {
        int most = request.queriedNumber("most", MOST_MESSAGES).orElse(USUAL_MESSAGES);
        var question =
                new Question(
                        key(request),
                        request.queriedMoment("since").orElse(Instant.EPOCH),
                        request.queriedMoment("until").orElse(Instant.MAX),
                        outcomes(request));
        Findings found = log.search(question, most + 1);
        List<Message> messages = byMessage(found.events());
        List<Message> asked =
                messages.stream().filter(message -> message.isAskedFor(question)).toList();
        boolean more = asked.size() > most;
        if (more) {
            asked.stream().min(Comparator.comparing(Message::last)).ifPresent(messages::remove);
        }
        var answer =
                JsonObject.builder()
                        .set(
                                "messages",
                                JsonArray.create(messages.stream().map(Message::json).toList()))
                        .set("more", more)
                        .set("whole", found.whole());
        found.lookedBackTo().ifPresent(moment -> answer.set("lookedBackTo", moment.toString()));
        return Answer.of(answer.build());
    }

    private static String key(Request request) throws InvalidRequestException {
        return request.queriedText("key")
                .filter(key -> !key.isBlank())
                .orElseThrow(() ->
                        new InvalidRequestException(
                                "\"key\" must be an address, a domain, a Message-ID or an id."));
    }

    private static Set<Kind> outcomes(Request request) throws InvalidRequestException {
        String word = request.queriedText("outcome").orElse("");
        Set<Kind> kinds = word.isEmpty() ? Set.of() : OUTCOMES.getOrDefault(word, Set.of());
        if (kinds.isEmpty() && !word.isEmpty()) {
            throw new InvalidRequestException(
                    "\"outcome\" must be refused, stored, delivered, deferred or failed.");
        }
        return kinds;
    }

    /// A message's events, or one that is of none.
    private record Message(String id, List<DeliveryEvent> events) {
        boolean isAskedFor(Question question) {
            return events.stream().anyMatch(question::concerns);
        }

        Instant last() {
            return events.getLast().at();
        }

        JsonObject json() {
            return JsonObject.builder()
                    .set("id", id)
                    .set("events", JsonArray.create(events.stream().map(Traces::json).toList()))
                    .build();
        }
    }

    /// In the order in which they began.
    private static List<Message> byMessage(List<DeliveryEvent> events) {
        var known = new LinkedHashMap<String, Message>();
        var all = new ArrayList<Message>();
        for (DeliveryEvent event : events) {
            Message message = event.message().isEmpty() ? null : known.get(event.message());
            if (message == null) {
                message = new Message(event.message(), new ArrayList<>());
                known.put(event.message(), message);
                all.add(message);
            }
            message.events.add(event);
        }
        return all;
    }

    private static JsonObject json(DeliveryEvent event) {
        var details = JsonObject.builder();
        for (Detail detail : Detail.values()) {
            event.detail(detail).ifPresent(value -> details.set(word(detail), value));
        }
        return JsonObject.builder()
                .set("at", event.at().toString())
                .set("event", word(event.kind()))
                .set("sender", event.sender())
                .set("recipient", event.recipient())
                .set("details", details.build())
                .build();
    }

    /// Such as `report-received`.
    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
