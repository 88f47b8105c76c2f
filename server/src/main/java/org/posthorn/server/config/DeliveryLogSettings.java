package org.posthorn.server.config;

import java.util.List;

/// How long the delivery log is kept.
///
/// @param keepDays whole days
public record DeliveryLogSettings(int keepDays) {

    private static final Setting<Integer> KEEP_DAYS =
            new Setting<>(
                    "delivery-log.keep-days",
                    new Kind.WholeNumber(1, 3660),
                    30,
                    """
                    For how many days the server knows what happened to each message: `./posthorn shell trace` \
                    tells it.\
                    """);

    static final Section SECTION =
            new Section(
                    "delivery-log", "The log of what happened to messages.", List.of(KEEP_DAYS));

    static DeliveryLogSettings from(Values values) {
        return new DeliveryLogSettings(values.get(KEEP_DAYS));
    }
}
