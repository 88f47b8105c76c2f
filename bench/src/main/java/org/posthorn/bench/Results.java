package org.posthorn.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// The values of all rounds, and the table of their medians.
final class Results {
    private final List<Peer> peers;
    private final Map<Measurement, Map<Peer, List<Double>>> values = new LinkedHashMap<>();

    Results(List<Peer> peers) {
        this.peers = peers;
    }

    void add(Measurement measurement, Peer peer, double value) {
        values.computeIfAbsent(measurement, _ -> new LinkedHashMap<>())
                .computeIfAbsent(peer, _ -> new ArrayList<>())
                .add(value);
    }

    /// A Markdown table; the servers in the order of the run, then how the first compares.
    String table() {
        var table = new ArrayList<List<String>>();
        var head = new ArrayList<String>(List.of("measurement", "unit"));
        peers.forEach(peer -> head.add(peer.name()));
        head.addAll(List.of("ratio", "goal"));
        table.add(head);
        values.forEach((measurement, _) -> table.add(row(measurement)));
        return aligned(table);
    }

    private List<String> row(Measurement measurement) {
        var row = new ArrayList<String>(List.of(measurement.name(), measurement.unit().label()));
        for (var peer : peers) {
            var median = median(measurement, peer);
            row.add(median.isPresent() ? measurement.unit().format(median.getAsDouble()) : "–");
        }
        var posthorn = median(measurement, PosthornPeer.class);
        var dovecot = median(measurement, DovecotPeer.class);
        row.add(
                posthorn.isPresent() && dovecot.isPresent()
                        ? "%.2f".formatted(posthorn.getAsDouble() / dovecot.getAsDouble())
                        : "–");
        row.add(measurement.judge(posthorn, dovecot));
        return row;
    }

    private OptionalDouble median(Measurement measurement, Class<? extends Peer> kind) {
        return peers.stream()
                .filter(kind::isInstance)
                .map(peer -> median(measurement, peer))
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    private OptionalDouble median(Measurement measurement, Peer peer) {
        var rounds = values.getOrDefault(measurement, Map.of()).getOrDefault(peer, List.of());
        return median(rounds);
    }

    static OptionalDouble median(List<Double> values) {
        if (values.isEmpty()) {
            return OptionalDouble.empty();
        }
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return OptionalDouble.of(
                sorted.size() % 2 == 1
                        ? sorted.get(middle)
                        : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }

    private static String aligned(List<List<String>> table) {
        int columns = table.getFirst().size();
        var widths = new int[columns];
        for (var row : table) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        var text = new StringBuilder();
        for (int line = 0; line < table.size(); line++) {
            text.append(line(table.get(line), widths));
            if (line == 0) {
                text.append(rule(widths));
            }
        }
        return text.toString();
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder("|");
        for (int i = 0; i < row.size(); i++) {
            boolean number = i > 1 && i < row.size() - 1;
            line.append((" %" + (number ? "" : "-") + widths[i] + "s |").formatted(row.get(i)));
        }
        return line.append('\n').toString();
    }

    private static String rule(int[] widths) {
        var rule = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            boolean number = i > 1 && i < widths.length - 1;
            rule.append(" ").append("-".repeat(widths[i] - (number ? 1 : 0)));
            rule.append(number ? ": |" : " |");
        }
        return rule.append('\n').toString();
    }
}
