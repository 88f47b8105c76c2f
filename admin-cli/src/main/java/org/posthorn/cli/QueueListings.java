package org.posthorn.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The API's answers about the queue, for people.
///
/// What others said is shown without control characters, which a terminal would obey.
final class QueueListings {
    private static final int REPLY_WIDTH = 60;
    private static final int MINUTE_SECONDS = 60;
    private static final int HOUR_SECONDS = 3600;
    private static final int DAY_SECONDS = 86_400;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss", Locale.ENGLISH);

    private final Instant now;
    private final ZoneId zone;

    QueueListings(Instant now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    Table entries(JsonNode entries) {
        var table = new Table("Entry", "Age", "Size", "From", "To", "State", "Last reply");
        for (JsonNode entry : entries) {
            table.row(
                    entry.path("entry").asLong(),
                    age(entry.path("arrived")),
                    Listings.size(entry.path("sizeOctets").asLong()),
                    sender(entry),
                    text(entry, "recipient"),
                    state(entry),
                    shortened(reply(entry)));
        }
        return table;
    }

    /// All that is known of one entry, in lines.
    List<String> entry(JsonNode entry) {
        var lines = new ArrayList<String>();
        lines.add(
                "Entry %d: from %s to %s"
                        .formatted(
                                entry.path("entry").asLong(),
                                sender(entry),
                                text(entry, "recipient")));
        add(lines, "State", state(entry));
        add(lines, "Destination", text(entry, "destination"));
        add(
                lines,
                "Arrived",
                "%s, %s ago".formatted(moment(entry.path("arrived")), age(entry.path("arrived"))));
        add(lines, "Size", Listings.size(entry.path("sizeOctets").asLong()));
        add(lines, "Attempts", Long.toString(entry.path("attempts").asLong()));
        if (entry.has("due")) {
            add(lines, "Next attempt", moment(entry.path("due")));
        }
        add(lines, "Last reply", reply(entry));
        add(lines, "Asked for", text(entry, "options"));
        if (entry.path("delayTold").asBoolean()) {
            add(lines, "Delay", "the sender was told that it takes long");
        }
        add(lines, "Message", text(entry, "id") + " ('trace' tells what happened to it)");
        return lines;
    }

    private static void add(List<String> lines, String name, String value) {
        if (!value.isEmpty()) {
            lines.add("    %-14s%s".formatted(name, value));
        }
    }

    Table stats(JsonNode stats) {
        var header = new ArrayList<String>(List.of("Destination", "Entries"));
        stats.path("ageBoundsSeconds").forEach(bound -> header.add("< " + bound(bound.asLong())));
        header.addAll(List.of("older", "Held", "Oldest", "Due", "Sending", "Last reply"));
        var table = new Table(header.toArray(String[]::new));
        stats.path("destinations")
                .forEach(count -> addCount(table, text(count, "destination"), count));
        if (stats.path("others").path("entries").asLong() > 0) {
            addCount(table, "others", stats.path("others"));
        }
        addCount(table, "all", stats.path("total"));
        return table;
    }

    private static String bound(long seconds) {
        if (seconds % DAY_SECONDS == 0) {
            return seconds / DAY_SECONDS + " d";
        }
        return seconds % HOUR_SECONDS == 0
                ? seconds / HOUR_SECONDS + " h"
                : seconds / MINUTE_SECONDS + " min";
    }

    private void addCount(Table table, String name, JsonNode count) {
        var cells = new ArrayList<Object>(List.of(name, count.path("entries").asLong()));
        count.path("ages").forEach(number -> cells.add(number.asLong()));
        cells.add(count.path("held").asLong());
        cells.add(count.has("oldest") ? age(count.path("oldest")) : "");
        cells.add(count.has("due") ? due(count.path("due")) : "");
        cells.add(sending(count));
        cells.add(shortened(text(count, "reply")));
        table.row(cells.toArray());
    }

    /// Such as `2 connections`, or `put off for 12 min`.
    private static String sending(JsonNode count) {
        long putOff = count.path("retriedInSeconds").asLong();
        if (putOff > 0) {
            return "put off for " + Listings.duration(putOff);
        }
        long connections = count.path("connections").asLong();
        if (connections > 0) {
            return connections == 1 ? "1 connection" : connections + " connections";
        }
        long inMemory = count.path("inMemory").asLong();
        return inMemory > 0 ? inMemory + " in memory" : "";
    }

    private String state(JsonNode entry) {
        return switch (entry.path("state").asString()) {
            case "held" -> "held";
            case "leased" -> "at work";
            case "due" -> "due now";
            default -> "due " + due(entry.path("due"));
        };
    }

    private String due(JsonNode due) {
        long seconds = instant(due).map(at -> Duration.between(now, at).toSeconds()).orElse(0L);
        return seconds <= 0 ? "now" : "in " + Listings.duration(seconds);
    }

    private String age(JsonNode arrived) {
        long seconds = instant(arrived).map(at -> Duration.between(at, now).toSeconds()).orElse(0L);
        return Listings.duration(Math.max(0, seconds));
    }

    private String moment(JsonNode at) {
        return instant(at)
                .map(moment -> moment.atZone(zone).format(MOMENT))
                .orElseGet(() -> Story.clean(at.asString("")));
    }

    private static Optional<Instant> instant(JsonNode at) {
        try {
            return Optional.of(Instant.parse(at.asString("")));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static String sender(JsonNode entry) {
        String sender = text(entry, "sender");
        return sender.isEmpty() ? "<>" : sender;
    }

    private static String reply(JsonNode entry) {
        return text(entry, "reply")
                + (entry.path("maybeTaken").asBoolean()
                        ? " (an earlier attempt may have been taken)"
                        : "");
    }

    private static String text(JsonNode json, String name) {
        return Story.clean(json.path(name).asString(""));
    }

    private static String shortened(String reply) {
        return reply.length() <= REPLY_WIDTH ? reply : reply.substring(0, REPLY_WIDTH - 3) + "...";
    }
}
