package org.posthorn.smtp.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.mailbox.routes.RelayName;

final class RememberingProbeTest {
    private static final RelayName OLD = new RelayName("old");

    private Instant now = Instant.EPOCH;
    private int asked;
    private RecipientProbe.Answer answer = RecipientProbe.Answer.KNOWN;
    private final RecipientProbe probe =
            new RememberingProbe(
                    (_, _) -> {
                        asked++;
                        return answer;
                    },
                    () -> now);

    @ParameterizedTest
    @CsvSource({"KNOWN, PT5H, PT7H", "UNKNOWN, PT9M, PT11M", "UNSURE, PT9S, PT11S"})
    void answer_isRememberedForATime(
            RecipientProbe.Answer first, Duration within, Duration beyond) {
        answer = first;
        assertThat(ask("a@b.example")).isEqualTo(first);
        now = Instant.EPOCH.plus(within);
        assertThat(ask("a@b.example")).isEqualTo(first);
        assertThat(asked).isEqualTo(1);
        now = Instant.EPOCH.plus(beyond);
        ask("a@b.example");
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void onlySoManyAnswers_areRemembered() {
        for (int i = 0; i < 10_001; i++) {
            ask("a%d@b.example".formatted(i));
        }
        ask("a10000@b.example");
        assertThat(asked).isEqualTo(10_001);
        ask("a0@b.example");
        assertThat(asked).isEqualTo(10_002);
    }

    private RecipientProbe.Answer ask(String address) {
        return probe.ask(OLD, RouteFixture.address(address));
    }
}
