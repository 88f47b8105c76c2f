package org.posthorn.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/// Limits, and staying in step with the client (RFC 7888).
final class LiteralsTest {
    private static final Command NOOP = new Command.Noop();

    private static Client stranger(String octets) {
        var client = new Client(octets);
        client.reader.useLimits(CommandLimits.BEFORE_LOGIN);
        return client;
    }

    @Test
    void synchronizingLiteral_isAskedFor() throws IOException {
        var client = new Client("a1 LOGIN {5}\r\nalice {6}\r\nsecret\r\n");
        assertThat(client.command()).isEqualTo(new Command.Login("alice", "secret"));
        assertThat(client.prompts).isEqualTo(2);
    }

    /// RFC 2971 section 3.3: thirty fields of 1024 octets, and each octet may need a backslash.
    @Test
    void idOfTheGreatestLength_isAcceptedFromAStranger() throws IOException {
        String quoted = " \"" + "n".repeat(30) + "\" \"" + "\\\"".repeat(1024) + "\"";
        var client = stranger("a1 ID (" + quoted.repeat(30).strip() + ")\r\na2 NOOP\r\n");
        assertThat(client.command()).isInstanceOf(Command.Id.class);
        assertThat(client.command()).isEqualTo(NOOP);
    }

    @Test
    void idOfManyLiterals_isAcceptedFromAStranger_andEachAskedFor() throws IOException {
        String value = "{1024}\r\n" + "v".repeat(1024);
        String fields = String.join(" ", Collections.nCopies(30, "\"n\" " + value));
        var client = stranger("a1 ID (" + fields + ")\r\na2 NOOP\r\n");
        assertThat(client.command()).isInstanceOf(Command.Id.class);
        assertThat(client.prompts).isEqualTo(30);
        assertThat(client.command()).isEqualTo(NOOP);
    }

    @Test
    void idBeyondAnyMeasure_endsTheSession() {
        var client = stranger("a1 ID (\"n\" \"" + "x".repeat(100_000) + "\")\r\na2 NOOP\r\n");
        assertThatThrownBy(client::next).isInstanceOf(CommandTooLongException.class);
    }

    @Test
    void otherLiteral_isNotAskedFor() throws IOException {
        var client = new Client("a1 LOGIN {5+}\r\nalice {0+}\r\n\r\n");
        assertThat(client.command()).isEqualTo(new Command.Login("alice", ""));
        assertThat(client.prompts).isZero();
    }

    @Test
    void synchronizingLiteral_ofARefusedCommand_isNotAskedFor() throws IOException {
        var client = new Client("a1 XYZZY {5}\r\na2 NOOP\r\n");
        assertThat(client.refusal().reason()).isEqualTo(Refusal.Reason.SYNTAX);
        assertThat(client.prompts).isZero();
        assertThat(client.command()).isEqualTo(NOOP);
    }

    @Test
    void otherLiterals_ofARefusedCommand_areSkipped() throws IOException {
        var client = new Client("a1 XYZZY {9+}\r\na2 LOGOUT ~{2+}\r\n\r\n {0+}\r\n\r\na3 NOOP\r\n");
        assertThat(client.refusal().reason()).isEqualTo(Refusal.Reason.SYNTAX);
        assertThat(client.command()).isEqualTo(NOOP);
    }

    @Test
    void literal_thatIsTooLarge_isRefusedInsteadOfAskedFor() throws IOException {
        var client = new Client("a1 LOGIN alice {65537}\r\na2 NOOP\r\n");
        assertThat(client.next())
                .isEqualTo(
                        new Received.Refused(
                                new Tag("a1"),
                                new Refusal(Refusal.Reason.TOO_BIG, "the literal is too large")));
        assertThat(client.prompts).isZero();
        assertThat(client.command()).isEqualTo(NOOP);
    }

    @Test
    void literal_thatIsTooLargeAndComesUnasked_isSkippedWithoutBeingKept() throws IOException {
        int octets = 50_000_000;
        String text =
                "a1 LOGIN alice {" + octets + "+}\r\n" + "x".repeat(octets) + "\r\na2 NOOP\r\n";
        var client = new Client(text);
        assertThat(client.refusal().reason()).isEqualTo(Refusal.Reason.TOO_BIG);
        assertThat(client.command()).isEqualTo(NOOP);
        assertThat(client.octets.largest()).isLessThan(70_000);
    }

    @Test
    void literal_beyondWhatIsSkipped_endsTheConnection() {
        var client = new Client("a1 LOGIN alice {200000000+}\r\nxxx");
        assertThatThrownBy(client::next).isInstanceOf(CommandTooLongException.class);
        assertThat(client.octets.left()).isEqualTo(3);
    }

    @Test
    void literal_ofAStranger_hasALowerLimit() throws IOException {
        var client = stranger("a1 LOGIN {4097}\r\na2 LOGIN {100000+}\r\nxxx");
        assertThat(client.refusal().reason()).isEqualTo(Refusal.Reason.TOO_BIG);
        assertThatThrownBy(client::next).isInstanceOf(CommandTooLongException.class);
    }

    @Test
    void literals_thatAreManyAndSmall_hitTheLimitOfTheCommand() throws IOException {
        var client =
                stranger(
                        "a1 LIST \"\" ("
                                + ("{4000+}\r\n" + "x".repeat(4000) + " ").repeat(3)
                                + "x)\r\na2 NOOP\r\n");
        assertThat(client.refusal().reason()).isEqualTo(Refusal.Reason.TOO_BIG);
        assertThat(client.command()).isEqualTo(NOOP);
    }

    @Test
    void line_thatIsTooLong_isRefusedByItsTag() throws IOException {
        var client = new Client("a1 NOOP " + "x".repeat(70_000) + "\r\na2 NOOP\r\n");
        assertThat(client.next())
                .isEqualTo(
                        new Received.Refused(
                                new Tag("a1"),
                                new Refusal(Refusal.Reason.TOO_BIG, "the command is too long")));
        assertThat(client.command()).isEqualTo(NOOP);
    }

    @Test
    void line_thatIsTooLongAndEndsInALiteral_isSkippedWithIt() throws IOException {
        var client =
                new Client("a1 X " + "x".repeat(70_000) + " {10+}\r\na2 LOGOUT\r\n\r\na3 NOOP\r\n");
        assertThat(client.refusal().reason()).isEqualTo(Refusal.Reason.TOO_BIG);
        assertThat(client.command()).isEqualTo(NOOP);
    }

    @Test
    void line_thatIsTooLongBehindALiteral_isRefused() throws IOException {
        var client =
                new Client(
                        "a1 LOGIN {1+}\r\nx" + "x".repeat(70_000) + " {1+}\r\n\r\r\na3 NOOP\r\n");
        assertThat(client.refusal().reason()).isEqualTo(Refusal.Reason.TOO_BIG);
        assertThat(client.command()).isEqualTo(NOOP);
    }

    @Test
    void line_ofAStrangerWithoutEnd_endsTheConnection() {
        var client = stranger("a1 " + "x".repeat(200_000));
        assertThatThrownBy(client::next).isInstanceOf(CommandTooLongException.class);
    }

    @Test
    void line_of8192Octets_isRead() throws IOException {
        var client = new Client("a1 FETCH " + "1,".repeat(4096) + "2 FLAGS\r\n");
        assertThat(client.command()).isInstanceOf(Command.Fetch.class);
    }

    @Test
    void bareLineEnds_areNoLineEnds() throws IOException {
        var client = new Client("a1 NOOP\na2 LOGOUT\ra3 LOGOUT\r\na4 NOOP\r\n");
        assertThat(client.refusal().reason()).isEqualTo(Refusal.Reason.SYNTAX);
        assertThat(client.command()).isEqualTo(NOOP);
    }

    @Test
    void line_withoutATag_isRefusedWithoutOne() throws IOException {
        var client = new Client("\r\n+ NOOP\r\n a1 NOOP\r\na1\r\n");
        for (int i = 0; i < 3; i++) {
            assertThat(((Received.Refused) client.next()).tag()).isNull();
        }
        assertThat(((Received.Refused) client.next()).tag()).isEqualTo(new Tag("a1"));
    }

    @Test
    void literalWithNul_isRefused() throws IOException {
        assertThat(Client.refuse("LOGIN alice {3+}\r\na\0b")).isEqualTo(Refusal.Reason.SYNTAX);
    }

    @Test
    void connection_thatEnds_isAnException() {
        assertThatThrownBy(new Client("")::next).isInstanceOf(EOFException.class);
        assertThatThrownBy(new Client("a1 NOOP")::next).isInstanceOf(EOFException.class);
        assertThatThrownBy(new Client("a1 LOGIN {9+}\r\nx")::next).isInstanceOf(EOFException.class);
        assertThatThrownBy(new Client("a1 XYZZY {9+}\r\nx")::next).isInstanceOf(EOFException.class);
    }

    @Test
    void lineThatIsNoCommand_isReadUpToALimit() throws IOException {
        var client = new Client("DONE\r\n" + "x".repeat(11) + "\r\n");
        assertThat(client.reader.readLine(10)).isEqualTo("DONE");
        assertThatThrownBy(() -> client.reader.readLine(10))
                .isInstanceOf(CommandTooLongException.class);
    }
}
