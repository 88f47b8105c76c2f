package org.posthorn.server.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// What a file sets; all else has its default.
final class Values {
    private record Given(Object value, int line) {}

    private final String source;
    private final Map<Setting<?>, Given> given = new HashMap<>();

    Values(String source) {
        this.source = source;
    }

    <T> void set(Setting<T> setting, T value, int line) {
        given.put(setting, new Given(Objects.requireNonNull(value), line));
    }

    @SuppressWarnings("unchecked") // set() stores under a setting only what is of its type
    <T> T get(Setting<T> setting) {
        Given found = given.get(setting);
        return found == null ? setting.fallback() : (T) found.value;
    }

    /// A path that is relative in the file is relative to Posthorn's home.
    Path path(Setting<String> setting, Path home) {
        return home.resolve(get(setting));
    }

    /// For what is wrong about a value only together with others.
    ConfigurationException refusal(Setting<?> setting, String why) {
        Given found = given.get(setting);
        String place = found == null ? source : source + ":" + found.line;
        return new ConfigurationException(place + ": " + setting.key() + " " + why);
    }
}
