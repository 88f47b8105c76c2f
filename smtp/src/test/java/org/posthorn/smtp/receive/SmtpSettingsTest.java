package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SmtpSettingsTest {

    @Test
    void defaults_areThese() {
        assertThat(SmtpSettings.of("mx.example.com"))
                .isEqualTo(
                        new SmtpSettings(
                                "mx.example.com",
                                52_428_800,
                                1000,
                                20,
                                3,
                                100,
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(1),
                                SubmissionSettings.DEFAULT));
    }

    @Test
    void settingOutOfBounds_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpSettings.of("not a host"));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new SmtpSettings(
                                "mx",
                                1,
                                1000,
                                20,
                                3,
                                100,
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(1),
                                SubmissionSettings.DEFAULT));
    }
}
