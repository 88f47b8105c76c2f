package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class OptionsTest {
    @Test
    void nothing_meansTheFullRun() {
        var options = Options.parse();
        assertThat(options.servers()).isEqualTo(Options.SERVERS);
        assertThat(options.measurements()).isEqualTo(Options.MEASUREMENTS);
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.messages()).isEqualTo(20_000);
        assertThat(options.sessions()).isEqualTo(2_000);
    }

    @Test
    void laterOption_changesTheQuickRun() {
        var options = Options.parse("--quick", "--rounds", "5", "--only", "idle,start");
        assertThat(options.rounds()).isEqualTo(5);
        assertThat(options.sessions()).isEqualTo(200);
        assertThat(options.measurements()).containsExactlyInAnyOrder("idle", "start");
    }

    @Test
    void namesOfMeasurements_selectThem() {
        assertThat(Options.parse("mixed", "--only", "idle,large").measurements())
                .containsExactlyInAnyOrder("mixed", "idle", "large");
        assertThat(Options.parse("neighbours", "--quick").measurements())
                .containsExactly("neighbours");
    }

    @Test
    void sizesOfTheMixedLoadOfTheLargeMailboxAndOfWhatIsReclaimed_areOptions() {
        assertThat(Options.parse().window()).isEqualTo(Duration.ofSeconds(20));
        assertThat(Options.parse().largeMailbox()).isEqualTo(200_000);
        assertThat(Options.parse().reclaimGibibytes()).isEqualTo(10);
        assertThat(Options.parse("--quick").reclaimGibibytes()).isEqualTo(1);
        assertThat(Options.parse("--reclaim-gib", "3").reclaimGibibytes()).isEqualTo(3);
        var options = Options.parse("--quick", "--window", "7", "--large-mailbox", "1000");
        assertThat(options.window()).isEqualTo(Duration.ofSeconds(7));
        assertThat(options.largeMailbox()).isEqualTo(1000);
    }

    @Test
    void whatIsNotKnown_isRefusedWithASentence() {
        refused("--fast is unknown", "--fast", "1");
        refused("mixt is unknown or needs a value", "mixt");
        refused("--window takes a number from 1 to 600, not 0", "--window", "0");
        refused("--rounds is unknown or needs a value", "--rounds");
        refused("--rounds takes a number from 1 to 100, not none", "--rounds", "none");
        refused("--servers takes some of dovecot,postfix,posthorn", "--servers", "cyrus");
    }

    private static void refused(String sentence, String... arguments) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(arguments))
                .withMessage(sentence);
    }
}
