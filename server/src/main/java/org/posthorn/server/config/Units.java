package org.posthorn.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A whole number with a unit, such as `50 MiB`; the largest unit that leaves no fraction prints
/// it.
final class Units {
    private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,9}) ?([A-Za-z]+)");

    private record Unit(String name, long factor) {}

    /// From the smallest.
    private final List<Unit> units = new ArrayList<>();

    /// Names and factors in turn, from the smallest.
    Units(Object... namesAndFactors) {
        for (int i = 0; i < namesAndFactors.length; i += 2) {
            units.add(
                    new Unit(
                            (String) namesAndFactors[i],
                            ((Number) namesAndFactors[i + 1]).longValue()));
        }
    }

    long parse(String text) throws BadValueException {
        Matcher quantity = QUANTITY.matcher(text);
        if (quantity.matches()) {
            for (Unit unit : units) {
                if (unit.name.equals(quantity.group(2))) {
                    return Math.multiplyExact(Long.parseLong(quantity.group(1)), unit.factor);
                }
            }
        }
        throw new BadValueException(
                "a number with its unit: "
                        + String.join(", ", units.stream().map(Unit::name).toList()));
    }

    String print(long value) {
        for (Unit unit : units.reversed()) {
            if (value % unit.factor == 0 && (value != 0 || unit.factor == 1)) {
                return value / unit.factor + " " + unit.name;
            }
        }
        throw new AssertionError("the smallest unit is 1");
    }
}
