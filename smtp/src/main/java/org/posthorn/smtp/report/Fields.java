package org.posthorn.smtp.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The fields of a header, or of one group of a report, by their names in lower case; each `char`
/// of a value is an octet.
///
/// What is no field is passed over, whatever it is.
record Fields(Map<String, List<String>> values) {
    private static final int LONGEST_NAME = 80;

    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /// The fields as far as the first empty line.
    static Fields header(byte[] octets) {
        var reading = new Reading();
        int start = 0;
        while (start < octets.length && !isEmptyLine(octets, start)) {
            start = reading.line(octets, start);
        }
        return reading.end();
    }

    /// Groups of fields, parted by empty lines (RFC 3464 section 2.1); none of them is empty.
    ///
    /// @param most no more groups are read
    static List<Fields> groups(byte[] octets, int most) {
        List<Fields> groups = new ArrayList<>();
        var reading = new Reading();
        int start = 0;
        while (start < octets.length && groups.size() < most) {
            if (isEmptyLine(octets, start)) {
                start = lineEnd(octets, start);
                add(reading.end(), groups);
                reading = new Reading();
            } else {
                start = reading.line(octets, start);
            }
        }
        add(reading.end(), groups);
        return groups;
    }

    private static void add(Fields group, List<Fields> groups) {
        if (!group.values.isEmpty()) {
            groups.add(group);
        }
    }

    private static boolean isEmptyLine(byte[] octets, int start) {
        return octets[start] == '\n'
                || (octets[start] == '\r'
                        && start + 1 < octets.length
                        && octets[start + 1] == '\n');
    }

    /// Behind the line that begins here.
    private static int lineEnd(byte[] octets, int start) {
        int end = start;
        while (end < octets.length && octets[end] != '\n') {
            end++;
        }
        return Math.min(end + 1, octets.length);
    }

    /// Puts folded lines together.
    private static final class Reading {
        private final Map<String, List<String>> values = new HashMap<>();
        private final StringBuilder value = new StringBuilder();
        private String name = "";

        /// @return where the next line begins
        int line(byte[] octets, int start) {
            int end = lineEnd(octets, start);
            String line = new String(octets, start, end - start, StandardCharsets.ISO_8859_1);
            if (line.startsWith(" ") || line.startsWith("\t")) {
                value.append(' ').append(line.strip());
                return end;
            }
            finish();
            int colon = line.indexOf(':');
            if (colon > 0 && colon <= LONGEST_NAME) {
                name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                value.append(line.substring(colon + 1).strip());
            }
            return end;
        }

        private void finish() {
            if (!name.isEmpty()) {
                values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value.toString().strip());
            }
            name = "";
            value.setLength(0);
        }

        Fields end() {
            finish();
            return new Fields(values);
        }
    }
}
