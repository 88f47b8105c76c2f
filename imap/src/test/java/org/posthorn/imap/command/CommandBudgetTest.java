package org.posthorn.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.budget.Party;
import org.posthorn.mailbox.budget.WorkBudget;

/// What commands keep of the budget.
final class CommandBudgetTest {
    private static final int HEAP = 1 << 20;
    private static final AppendSink NO_SINK =
            (_, _) -> {
                throw new AssertionError("no message is expected");
            };

    private final WorkBudget budget = WorkBudget.of(HEAP, 0, 0, () -> 0);
    private final AtomicInteger prompts = new AtomicInteger();

    private CommandReader reader(String octets) {
        return new CommandReader(new TextSource(octets), () -> prompts.incrementAndGet(), budget);
    }

    @Test
    void longCommand_isCountedUntilItIsReleased() throws IOException {
        CommandReader reader = reader("a SEARCH TEXT \"" + "x".repeat(10_000) + "\"\r\n");
        reader.useLimits(CommandLimits.AFTER_LOGIN);
        assertThat(reader.read(NO_SINK)).isInstanceOf(Received.Valid.class);
        assertThat(budget.heapOctets()).isGreaterThan(50_000);
        reader.release();
        assertThat(budget.heapOctets()).isZero();
    }

    @Test
    void longCommandWithoutRoom_isRefused_andTheNextOneIsUnderstood() throws IOException {
        CommandReader reader = reader("a SEARCH TEXT \"" + "x".repeat(60_000) + "\"\r\nb NOOP\r\n");
        reader.useLimits(CommandLimits.AFTER_LOGIN);
        try (var hog = budget.open(Party.KNOWN)) {
            assertThat(hog.keepInHeap(HEAP / 4)).isTrue();
            assertThat(reader.read(NO_SINK))
                    .isInstanceOfSatisfying(
                            Received.Refused.class,
                            refused ->
                                    assertThat(refused.refusal().reason())
                                            .isEqualTo(Refusal.Reason.LIMIT));
            reader.release();
            assertThat(reader.read(NO_SINK)).isInstanceOf(Received.Valid.class);
        }
    }

    @Test
    void literalWithoutRoom_isRefusedBeforeItIsAskedFor() throws IOException {
        CommandReader reader = reader("a SEARCH TEXT {60000}\r\nb NOOP\r\n");
        reader.useLimits(CommandLimits.AFTER_LOGIN);
        try (var hog = budget.open(Party.KNOWN)) {
            assertThat(hog.keepInHeap(HEAP / 4)).isTrue();
            assertThat(reader.read(NO_SINK)).isInstanceOf(Received.Refused.class);
            assertThat(prompts).hasValue(0);
            reader.release();
            assertThat(reader.read(NO_SINK)).isInstanceOf(Received.Valid.class);
        }
    }

    @Test
    void longCommandOfAStrangerWithoutRoom_endsTheConnection() {
        CommandReader reader = reader("a LOGIN " + "x".repeat(2000) + " y\r\n");
        try (var hog = budget.open(Party.STRANGER)) {
            assertThat(hog.keepInHeap(HEAP / 8)).isTrue();
            assertThatThrownBy(() -> reader.read(NO_SINK))
                    .isInstanceOf(CommandTooLongException.class);
        }
        reader.release();
        assertThat(budget.heapOctets()).isZero();
    }

    /// Octets that are all there.
    private static final class TextSource implements OctetSource {
        private final byte[] octets;
        private int at;

        TextSource(String text) {
            octets = text.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public byte[] readLine(int maxOctets) {
            int end = at;
            while (octets[end] != '\r') {
                end++;
            }
            byte[] line = Arrays.copyOfRange(octets, at, end);
            at = end + 2;
            return line;
        }

        @Override
        public int read() {
            return at < octets.length ? octets[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = Math.min(length, octets.length - at);
            System.arraycopy(octets, at, into, offset, count);
            at += count;
            return count == 0 ? -1 : count;
        }
    }
}
