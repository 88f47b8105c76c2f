package org.posthorn.mailbox.routes;

import java.util.regex.Pattern;

/// What an administrator calls a relay.
public record RelayName(String value) implements Comparable<RelayName> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{0,59}");

    public RelayName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a relay's name is up to 60 lower-case letters, digits, dots and hyphens");
        }
    }

    @Override
    public int compareTo(RelayName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
