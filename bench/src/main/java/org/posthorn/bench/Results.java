package org.posthorn.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// The values of all rounds, and the tables of their medians, one for each section.
final class Results {
    private final List<String> servers;
    private final Map<Section, Map<Measurement, Map<String, List<Double>>>> sections =
            new LinkedHashMap<>();
    private Section section;

    /// @param servers their names in the order of the columns
    Results(List<String> servers) {
        this.servers = servers;
        this.section = new Section("", servers);
    }

    /// A table.
    ///
    /// @param servers their names in the order of its columns
    private record Section(String title, List<String> servers) {}

    /// What is added from now on stands under that title.
    void section(String title) {
        section(title, servers);
    }

    /// The same, of other servers.
    void section(String title, List<String> servers) {
        section = new Section(title, servers);
    }

    void add(Measurement measurement, Server server, double value) {
        add(measurement, server.name(), value);
    }

    void add(Measurement measurement, String server, double value) {
        sections.computeIfAbsent(section, _ -> new LinkedHashMap<>())
                .computeIfAbsent(measurement, _ -> new LinkedHashMap<>())
                .computeIfAbsent(server, _ -> new ArrayList<>())
                .add(value);
    }

    /// Tells whoever waits for the end what there is so far.
    void say(String sentence) {
        System.err.println(sentence);
    }

    /// A Markdown table for each section; the servers in the order of the run, then how the first
    /// compares.
    String tables() {
        var text = new StringBuilder();
        sections.forEach((section, values) -> {
            var title = section.title;
            text.append(text.isEmpty() ? "" : "\n");
            text.append(title.isEmpty() ? "" : "**" + title + "**\n\n");
            text.append(table(section.servers, values));
        });
        return text.toString();
    }

    private static String table(
            List<String> servers, Map<Measurement, Map<String, List<Double>>> values) {
        var table = new ArrayList<List<String>>();
        var head = new ArrayList<String>(List.of("measurement", "unit"));
        head.addAll(servers);
        head.addAll(List.of("ratio", "goal"));
        table.add(head);
        values.forEach((measurement, rounds) -> table.add(row(servers, measurement, rounds)));
        return aligned(table);
    }

    private static List<String> row(
            List<String> servers, Measurement measurement, Map<String, List<Double>> rounds) {
        var row = new ArrayList<String>(List.of(measurement.name(), measurement.unit().label()));
        for (var server : servers) {
            var median = median(rounds.getOrDefault(server, List.of()));
            row.add(median.isPresent() ? measurement.unit().format(median.getAsDouble()) : "–");
        }
        var posthorn = median(rounds.getOrDefault(PosthornPeer.NAME, List.of()));
        var peer =
                servers.stream()
                        .filter(server -> !server.equals(PosthornPeer.NAME))
                        .findFirst()
                        .map(server -> median(rounds.getOrDefault(server, List.of())))
                        .orElse(OptionalDouble.empty());
        row.add(
                posthorn.isPresent() && peer.isPresent() && peer.getAsDouble() != 0
                        ? "%.2f".formatted(posthorn.getAsDouble() / peer.getAsDouble())
                        : "–");
        row.add(measurement.judge(posthorn, peer));
        return row;
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

    /// A table as Markdown has it: words to the left in the first two columns and the last, numbers
    /// to the right between.
    static String aligned(List<List<String>> table) {
        int columns = table.getFirst().size();
        var widths = new int[columns];
        for (var row : table) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(Math.max(widths[i], 3), row.get(i).length());
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
