package org.posthorn.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Several values, as a YAML list or in one line with commas between them; empty for none.
///
/// @param description completes "must be ..."
/// @param element reads one, or is an [IllegalArgumentException]; `toString` writes it
record ListOf<T>(String description, Function<String, T> element) implements Kind<List<T>> {
    @Override
    public List<T> parse(String text) throws BadValueException {
        List<T> values = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            if (!each.isBlank()) {
                values.add(one(each.strip()));
            } else if (!text.isBlank()) {
                throw new BadValueException(description);
            }
        }
        return List.copyOf(values);
    }

    private T one(String text) throws BadValueException {
        try {
            return element.apply(text);
        } catch (IllegalArgumentException _) {
            throw new BadValueException(description);
        }
    }

    @Override
    public String print(List<T> value) {
        return value.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
