package org.posthorn.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.posthorn.bench.CommandLog.Entry;

/// The commands of a stretch of time by kind: how many, and how long they took.
final class CommandTable {
    private CommandTable() {}

    /// A Markdown table; the last line is about all of them.
    static String of(List<Entry> entries) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("command", "unit", "count", "p50", "p99", "worst", "errors"));
        for (var kind : CommandKind.values()) {
            var some = entries.stream().filter(entry -> entry.kind() == kind).toList();
            if (!some.isEmpty()) {
                rows.add(row(kind.label, some));
            }
        }
        rows.add(row("all", entries));
        return Results.aligned(rows);
    }

    /// A sentence for each kind of error, with how often it occurred.
    static List<String> causes(List<Entry> failed) {
        var counts = new TreeMap<String, Integer>();
        for (var entry : failed) {
            // Numbers and names differ from message to message.
            var cause = entry.error().replaceAll("\\d+", "N");
            counts.merge(entry.kind().label + ": " + cause, 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .map(cause -> cause.getValue() + " × " + cause.getKey())
                .toList();
    }

    private static List<String> row(String name, List<Entry> entries) {
        var latencies = Latencies.of(entries.stream().mapToLong(Entry::nanos));
        return List.of(
                name,
                "ms",
                "%,d".formatted(entries.size()),
                "%,.1f".formatted(latencies.percentileMillis(50)),
                "%,.1f".formatted(latencies.percentileMillis(99)),
                "%,.1f".formatted(latencies.worstMillis()),
                "%,d".formatted(entries.stream().filter(Entry::failed).count()));
    }
}
