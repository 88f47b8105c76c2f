package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.posthorn.bench.CommandLog.Exchange;
import org.posthorn.bench.ImapClient.Completion;

final class CommandLogTest {
    private final CommandLog log = new CommandLog();

    @Test
    void everyAnswerButOk_isAnErrorUnlessTheMessageIsGone() throws IOException {
        answered(true, "OK done");
        answered(false, "NO [UNAVAILABLE] try again later 17");
        answered(false, "NO [UNAVAILABLE] try again later 4");
        answered(false, "BAD what?");
        answered(false, "NO [EXPUNGEISSUED] some are gone");
        assertThat(log.entries())
                .extracting(CommandLog.Entry::failed)
                .containsExactly(false, true, true, true, false);
        var failed = log.entries().stream().filter(CommandLog.Entry::failed).toList();
        assertThat(CommandTable.causes(failed))
                .containsExactly(
                        "1 × COPY: BAD what?", "2 × COPY: NO [UNAVAILABLE] try again later N");
    }

    @Test
    void noAnswer_isAnErrorAndEndsTheSession() {
        refused(new SocketTimeoutException("Read timed out"), "no answer in time");
        refused(new IOException("reset"), "broke off: reset");
    }

    private void answered(boolean ok, String text) throws IOException {
        log.timed(CommandKind.COPY, () -> new Completion(ok, text));
    }

    private void refused(IOException exception, String error) {
        Exchange exchange =
                () -> {
                    throw exception;
                };
        assertThatThrownBy(() -> log.timed(CommandKind.NOOP, exchange)).isSameAs(exception);
        assertThat(log.entries().getLast().error()).isEqualTo(error);
        assertThat(log.entries().getLast().nanos()).isNotNegative();
    }
}
