package org.posthorn.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What happened to messages, in words: a line that says which message it is, and one for each
/// event.
///
/// What others said is shown without control characters, which a terminal would obey.
final class Story {
    /// Of one message; the first and the last are shown.
    private static final int MOST_EVENTS = 24;

    /// Recipients that are named in the first line.
    private static final int MOST_RECIPIENTS = 3;

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    private final ZoneId zone;
    private final List<String> lines = new ArrayList<>();

    Story(ZoneId zone) {
        this.zone = zone;
    }

    List<String> lines() {
        return lines;
    }

    void add(String line) {
        lines.add(line);
    }

    void tell(JsonNode message) {
        List<JsonNode> events = message.path("events").valueStream().toList();
        if (events.isEmpty()) {
            return;
        }
        lines.add(head(message.path("id").asString(), events));
        var told = new TellingEvents();
        int left = events.size() - MOST_EVENTS;
        for (int i = 0; i < events.size(); i++) {
            if (left > 0 && i == MOST_EVENTS / 2) {
                lines.add("    ...       %d more; --json shows all".formatted(left));
                i += left;
            }
            told.line(events.get(i));
        }
        lines.add("");
    }

    private String head(String id, List<JsonNode> events) {
        JsonNode first = events.getFirst();
        var head = new StringBuilder(day(first.path("at").asString()));
        if (id.isEmpty()) {
            return head.append("  never taken in").toString();
        }
        head.append("  from ").append(sender(first)).append(recipients(events));
        detail(events, "size")
                .ifPresent(size -> head.append(", ").append(Listings.size(number(size))));
        detail(events, "message-id").ifPresent(it -> head.append(", <").append(it).append('>'));
        return head.append(", id ").append(clean(id)).toString();
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    private static String sender(JsonNode event) {
        String sender = clean(event.path("sender").asString());
        return sender.isEmpty() ? "<>" : sender;
    }

    private static String recipients(List<JsonNode> events) {
        var all = new LinkedHashSet<String>();
        for (JsonNode event : events) {
            String recipient = clean(event.path("recipient").asString());
            if (!recipient.isEmpty()) {
                all.add(recipient);
            }
        }
        if (all.isEmpty()) {
            return "";
        }
        String named = String.join(", ", all.stream().limit(MOST_RECIPIENTS).toList());
        int more = all.size() - MOST_RECIPIENTS;
        return " to " + named + (more > 0 ? " and %d more".formatted(more) : "");
    }

    private static Optional<String> detail(List<JsonNode> events, String name) {
        return events.stream()
                .map(event -> detail(event, name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    static Optional<String> detail(JsonNode event, String name) {
        String value = clean(event.path("details").path(name).asString(""));
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /// Without what a terminal obeys.
    static String clean(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }

    /// The events of one message, each with its time, and its day where that changes.
    private final class TellingEvents {
        private String lastDay = "";

        void line(JsonNode event) {
            String at = event.path("at").asString();
            String day = local(at, DateTimeFormatter.ISO_LOCAL_DATE);
            boolean isOther = !lastDay.isEmpty() && !lastDay.equals(day);
            lastDay = day;
            if (isOther) {
                lines.add(
                        "    "
                                + local(
                                        at,
                                        DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH)));
            }
            lines.add(
                    "    "
                            + local(at, TIME)
                            + "  "
                            + new EventWords(event, Story.this::later).text());
        }
    }

    private String day(String at) {
        return local(at, DAY);
    }

    /// When something is going to be.
    private String later(String at) {
        return local(at, DAY_AND_TIME);
    }

    private String local(String at, DateTimeFormatter form) {
        try {
            return Instant.parse(at).atZone(zone).format(form);
        } catch (DateTimeException _) {
            return clean(at);
        }
    }
}
