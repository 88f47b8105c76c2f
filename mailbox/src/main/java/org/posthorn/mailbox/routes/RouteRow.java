package org.posthorn.mailbox.routes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One value of one property of an entry, as it is stored.
///
/// @param kind a [RouteKind#word]
public record RouteRow(String kind, String subject, String property, String value)
        implements Comparable<RouteRow> {
    /// What a subject and a value have at most, so that a database can keep them in a key.
    public static final int MOST_OCTETS = 330;

    public RouteRow {
        requireShort(subject);
        requireShort(value);
    }

    private static void requireShort(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_OCTETS) {
            throw new IllegalArgumentException("longer than " + MOST_OCTETS + " octets: " + text);
        }
    }

    /// The rows of an entry.
    static List<RouteRow> of(RouteEntry entry) {
        var rows = new ArrayList<RouteRow>();
        entry.properties()
                .forEach((property, values) ->
                        values.forEach(value ->
                                rows.add(
                                        new RouteRow(
                                                entry.kind().word(),
                                                entry.subject(),
                                                property,
                                                value))));
        return rows;
    }

    @Override
    public int compareTo(RouteRow other) {
        int order = kind.compareTo(other.kind);
        order = order != 0 ? order : subject.compareTo(other.subject);
        order = order != 0 ? order : property.compareTo(other.property);
        return order != 0 ? order : value.compareTo(other.value);
    }

    /// Without the value, which may be a password.
    @Override
    public String toString() {
        return kind + " " + subject + " " + property;
    }
}
