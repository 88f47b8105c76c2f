package org.posthorn.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.SystemFlag;

final class AppendParserTest {

    private static void refuses(Client client, Refusal.Reason reason) throws IOException {
        assertThat(client.refusal().reason()).isEqualTo(reason);
        assertThat(client.mailroom.bodies).allMatch(body -> body.closed);
        assertThat(client.command()).isEqualTo(new Command.Noop());
    }

    @Test
    void message_withFlagsAndDate_isTaken() throws IOException {
        var client =
                new Client(
                        "a1 APPEND Sent (\\Seen $x) \" 7-Feb-2026 22:43:04 +0130\" {5+}\r\nab\r\nc\r\n");
        assertThat(client.command())
                .isEqualTo(
                        new Command.Append(
                                new MailboxName("Sent"),
                                List.of(
                                        new AppendMessage(
                                                Flags.of(SystemFlag.SEEN.bit(), List.of("$x")),
                                                Optional.of(Instant.parse("2026-02-07T21:13:04Z")),
                                                client.mailroom.bodies.getFirst()))));
        assertThat(client.mailroom.bodies).hasToString("[ab\r\nc]");
        assertThat(client.mailroom.bodies.getFirst().closed).isFalse();
    }

    /// RFC 3502 section 6.3.11.
    @Test
    void messages_areTakenInOrder() throws IOException {
        var client = new Client("a1 APPEND Sent (\\Seen) {5}\r\naaaaa {3+}\r\nbbb ~{1+}\r\nc\r\n");
        assertThat(((Command.Append) client.command()).messages()).hasSize(3);
        assertThat(client.mailroom.bodies).hasToString("[aaaaa, bbb, c]");
        assertThat(client.prompts).isEqualTo(1);
    }

    @Test
    void message_largerThanAnyLimitOfCommands_isStreamed() throws IOException {
        var client =
                new Client("a1 APPEND Sent {99000+}\r\n" + "x".repeat(99_000) + "\r\na2 NOOP\r\n");
        client.reader.useLimits(CommandLimits.BEFORE_LOGIN);
        assertThat(client.command()).isInstanceOf(Command.Append.class);
        assertThat(client.mailroom.bodies.getFirst().size()).isEqualTo(99_000);
    }

    @Test
    void mailbox_thatIsMissing_isToldBeforeTheMessageIsSent() throws IOException {
        var client = new Client("a1 APPEND missing {5}\r\na2 NOOP\r\n");
        refuses(client, Refusal.Reason.TRY_CREATE);
        assertThat(client.prompts).isZero();
    }

    @Test
    void message_thatIsTooLarge_isToldBeforeItIsSent() throws IOException {
        var client = new Client("a1 APPEND Sent {100001}\r\na2 NOOP\r\n");
        refuses(client, Refusal.Reason.TOO_BIG);
        assertThat(client.prompts).isZero();
    }

    @Test
    void message_thatIsRefusedAndComesUnasked_isSkipped() throws IOException {
        String message = "x".repeat(200_000);
        refuses(
                new Client("a1 APPEND Sent {200000+}\r\n" + message + "\r\na2 NOOP\r\n"),
                Refusal.Reason.TOO_BIG);
    }

    @Test
    void laterMessage_thatIsRefused_discardsTheEarlier() throws IOException {
        var client = new Client("a1 APPEND Sent {3+}\r\nabc {200000}\r\na2 NOOP\r\n");
        refuses(client, Refusal.Reason.TOO_BIG);
        assertThat(client.mailroom.bodies).hasSize(1);
    }

    @Test
    void messageWithoutOctets_cancels() throws IOException {
        refuses(new Client("a1 APPEND Sent {3+}\r\nabc {0}\r\na2 NOOP\r\n"), Refusal.Reason.OTHER);
        refuses(new Client("a1 APPEND Sent {0+}\r\n\r\na2 NOOP\r\n"), Refusal.Reason.OTHER);
    }

    @Test
    void whatFollowsAMessage_mustBeAnother() throws IOException {
        refuses(new Client("a1 APPEND Sent {3+}\r\nabcXYZ\r\na2 NOOP\r\n"), Refusal.Reason.SYNTAX);
        refuses(
                new Client("a1 APPEND Sent {3+}\r\nabc CATENATE (TEXT {3+}\r\nabc)\r\na2 NOOP\r\n"),
                Refusal.Reason.SYNTAX);
    }

    @Test
    void bareLineFeed_becomesALineEnd() throws IOException {
        var client = new Client("a1 APPEND Sent {9+}\r\n\na\nb\r\n\r\n\n\r\n");
        client.command();
        assertThat(client.mailroom.bodies).hasToString("[\r\na\r\nb\r\n\r\n\r\n]");
    }

    @Test
    void binaryMessage_isKeptAsItIs() throws IOException {
        var client = new Client("a1 APPEND Sent ~{3+}\r\na\nb\r\n");
        client.command();
        assertThat(client.mailroom.bodies).hasToString("[a\nb]");
    }

    @Test
    void nul_isRefusedWhenAllIsRead() throws IOException {
        refuses(new Client("a1 APPEND Sent {3+}\r\na\0b\r\na2 NOOP\r\n"), Refusal.Reason.SYNTAX);
        refuses(
                new Client("a1 APPEND Sent ~{3+}\r\na\0b\r\na2 NOOP\r\n"),
                Refusal.Reason.UNKNOWN_CTE);
    }

    @Test
    void disk_thatIsFull_isToldWhenAllIsRead() throws IOException {
        refuses(
                new Client("a1 APPEND full {3+}\r\nabc\r\na2 NOOP\r\n"),
                Refusal.Reason.UNAVAILABLE);
    }

    @Test
    void connection_thatEnds_discardsTheMessage() {
        var client = new Client("a1 APPEND Sent {3+}\r\nab");
        assertThatThrownBy(client::next).isInstanceOf(EOFException.class);
        assertThat(client.mailroom.bodies).hasSize(1).allMatch(body -> body.closed);
    }

    @Test
    void keywordsBeyondWhatMessagesHave_areRefused() throws IOException {
        String keywords =
                IntStream.rangeClosed(1, 101)
                        .mapToObj(number -> "k" + number)
                        .collect(Collectors.joining(" "));
        assertThat(Client.refuse("APPEND INBOX (" + keywords + ") {2+}\r\nhi"))
                .isEqualTo(Refusal.Reason.LIMIT);
        assertThat(Client.refuse("STORE 1 +FLAGS.SILENT (" + keywords + ")"))
                .isEqualTo(Refusal.Reason.LIMIT);
    }
}
