package org.posthorn.server.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What a setting may be: how it is written, and within which bounds.
///
/// `parse(print(value))` is `value`.
interface Kind<T> {

    T parse(String text) throws BadValueException;

    String print(T value);

    /// Completes "must be ..." and stands in the reference page.
    String description();

    record WholeNumber(int least, int most) implements Kind<Integer> {
        @Override
        public Integer parse(String text) throws BadValueException {
            if (!text.matches("-?[0-9]{1,9}")) {
                throw new BadValueException(description());
            }
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new BadValueException(description());
            }
            return number;
        }

        @Override
        public String print(Integer value) {
            return value.toString();
        }

        @Override
        public String description() {
            return "a whole number from %d to %d".formatted(least, most);
        }
    }

    record YesOrNo() implements Kind<Boolean> {
        @Override
        public Boolean parse(String text) throws BadValueException {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new BadValueException(description());
            };
        }

        @Override
        public String print(Boolean value) {
            return value.toString();
        }

        @Override
        public String description() {
            return "true or false";
        }
    }

    /// A size in octets, such as `50 MiB`.
    record Octets(long least, long most) implements Kind<Long> {
        static final long KIB = 1024;
        static final long MIB = 1024 * KIB;
        static final long GIB = 1024 * MIB;
        private static final Units UNITS = new Units("B", 1, "KiB", KIB, "MiB", MIB, "GiB", GIB);

        @Override
        public Long parse(String text) throws BadValueException {
            long octets = UNITS.parse(text);
            if (octets < least || octets > most) {
                throw new BadValueException(description());
            }
            return octets;
        }

        @Override
        public String print(Long value) {
            return UNITS.print(value);
        }

        @Override
        public String description() {
            return "a size such as 64 KiB or 50 MiB, from %s to %s"
                    .formatted(print(least), print(most));
        }
    }

    /// A time span, such as `30 s`.
    record TimeSpan(Duration least, Duration most) implements Kind<Duration> {
        private static final Units UNITS =
                new Units("ms", 1, "s", 1000, "min", 60_000, "h", 3_600_000);

        @Override
        public Duration parse(String text) throws BadValueException {
            long millis = UNITS.parse(text);
            if (millis < least.toMillis() || millis > most.toMillis()) {
                throw new BadValueException(description());
            }
            return Duration.ofMillis(millis);
        }

        @Override
        public String print(Duration value) {
            return UNITS.print(value.toMillis());
        }

        @Override
        public String description() {
            return "a time such as 30 s or 5 min, from %s to %s"
                    .formatted(print(least), print(most));
        }
    }

    /// One of an enum's constants, written in lower case.
    record OneOf<E extends Enum<E>>(Class<E> type) implements Kind<E> {
        @Override
        public E parse(String text) throws BadValueException {
            for (E constant : type.getEnumConstants()) {
                if (print(constant).equals(text)) {
                    return constant;
                }
            }
            throw new BadValueException(description());
        }

        @Override
        public String print(E value) {
            return value.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String description() {
            return Arrays.stream(type.getEnumConstants())
                    .map(this::print)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
    }

    /// An address of this machine to listen on: an IP address, or `*` for all.
    ///
    /// Names are not looked up, so that a start depends on no name server.
    record ListenOn() implements Kind<ListenAddress> {
        @Override
        public ListenAddress parse(String text) throws BadValueException {
            try {
                return ListenAddress.parse(text);
            } catch (IllegalArgumentException _) {
                throw new BadValueException(description());
            }
        }

        @Override
        public String print(ListenAddress value) {
            return value.text();
        }

        @Override
        public String description() {
            return "an IP address, localhost for 127.0.0.1 and ::1, or \"*\" for all";
        }
    }

    record Text(String description, Predicate<String> permitted) implements Kind<String> {
        @Override
        public String parse(String text) throws BadValueException {
            if (!permitted.test(text)) {
                throw new BadValueException(description);
            }
            return text;
        }

        @Override
        public String print(String value) {
            return value;
        }
    }
}
