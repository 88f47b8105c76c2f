package org.posthorn.bench;

import java.util.OptionalDouble;

/// Something that is measured on each server.
record Measurement(String name, Unit unit, Goal goal) {

    /// What the numbers count.
    enum Unit {
        MESSAGES_PER_SECOND("messages/s", "%,.0f"),
        KIBIBYTES("KiB", "%,.1f"),
        MEBIBYTES("MiB", "%,.1f"),
        /// Copies of messages, one for each that gets one.
        RECIPIENTS_PER_SECOND("recipients/s", "%,.0f"),
        MILLISECONDS("ms", "%,.0f"),
        /// Milliseconds where a tenth of one matters.
        LATENCY("ms", "%,.1f"),
        MICROSECONDS("µs", "%,.0f"),
        PERCENT("%", "%,.0f"),
        /// Octets on the disk for an octet of mail.
        OCTETS_EACH("octets", "%,.2f"),
        COMMANDS("commands", "%,.0f"),
        ERRORS("errors", "%,.0f");

        private final String label;
        private final String format;

        Unit(String label, String format) {
            this.label = label;
            this.format = format;
        }

        String label() {
            return label;
        }

        /// Small rates get a decimal, for there a whole one is much.
        String format(double value) {
            boolean small = this == MESSAGES_PER_SECOND && value < 100;
            return (small ? "%,.1f" : format).formatted(value);
        }
    }

    /// What Posthorn wants to reach.
    sealed interface Goal {
        /// At least so many times what the other server does.
        record TimesThePeer(double factor) implements Goal {}

        /// At most this value.
        record AtMost(double value) implements Goal {}

        /// At least this value.
        record AtLeast(double value) implements Goal {}

        /// The number is only reported.
        record None() implements Goal {}
    }

    static Measurement rate(String name, Goal goal) {
        return new Measurement(name, Unit.MESSAGES_PER_SECOND, goal);
    }

    /// The goal and whether it is met; empty without a goal.
    String judge(OptionalDouble posthorn, OptionalDouble peer) {
        return switch (goal) {
            case Goal.None() -> "";
            case Goal.TimesThePeer(double factor) ->
                    "≥ %s×%s"
                            .formatted(
                                    factor == Math.rint(factor)
                                            ? String.valueOf((long) factor)
                                            : String.valueOf(factor),
                                    posthorn.isPresent() && peer.isPresent()
                                            ? met(
                                                    posthorn.getAsDouble()
                                                            >= factor * peer.getAsDouble())
                                            : "");
            case Goal.AtLeast(double value) ->
                    "≥ %s%s"
                            .formatted(
                                    unit.format(value),
                                    posthorn.isPresent()
                                            ? met(posthorn.getAsDouble() >= value)
                                            : "");
            case Goal.AtMost(double value) ->
                    "≤ %s%s"
                            .formatted(
                                    unit.format(value),
                                    posthorn.isPresent()
                                            ? met(posthorn.getAsDouble() <= value)
                                            : "");
        };
    }

    private static String met(boolean met) {
        return met ? " met" : " missed";
    }
}
