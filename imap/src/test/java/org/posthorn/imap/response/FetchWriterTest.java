package org.posthorn.imap.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.imap.command.FetchItem;
import org.posthorn.imap.command.Section;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.Uid;

final class FetchWriterTest {

    private static LiteralBody octets(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static FetchItem section(List<Integer> part, Section.What what) {
        return new FetchItem.BodySection(
                new Section(new Section.Part(part), what), Optional.empty(), true);
    }

    @Test
    void items_arePartedBySpaces() throws IOException {
        assertThat(
                        Wire.item(fetch ->
                                fetch.uid(new Uid(9))
                                        .flags(Flags.of(SystemFlag.SEEN), true)
                                        .size(44_827)
                                        .modSeq(new ModSequence(624140003))
                                        .emailId("M6d99")
                                        .threadId("T64b4")))
                .isEqualTo(
                        "UID 9 FLAGS (\\Seen \\Recent) RFC822.SIZE 44827 MODSEQ (624140003)"
                                + " EMAILID (M6d99) THREADID (T64b4)");
        assertThat(Wire.item(fetch -> fetch.flags(Flags.NONE, false))).isEqualTo("FLAGS ()");
    }

    @ParameterizedTest
    @CsvSource({
        "1996-07-17T09:44:25Z, 17-Jul-1996 09:44:25 +0000",
        "2026-02-07T00:00:00Z, ' 7-Feb-2026 00:00:00 +0000'",
        "1969-12-31T23:59:59Z, 31-Dec-1969 23:59:59 +0000",
        "2024-02-29T12:00:00Z, 29-Feb-2024 12:00:00 +0000",
        "+12000-01-01T00:00:00Z, 31-Dec-9999 23:59:59 +0000",
        "-0001-01-01T00:00:00Z, ' 1-Jan-0000 00:00:00 +0000'"
    })
    void dates_areInUtc(Instant date, String written) throws IOException {
        assertThat(Wire.item(fetch -> fetch.internalDate(date)))
                .isEqualTo("INTERNALDATE \"" + written + "\"");
    }

    @Test
    void saveDateAndPreview_areWritten() throws IOException {
        assertThat(Wire.item(fetch -> fetch.saveDate(Instant.EPOCH)))
                .isEqualTo("SAVEDATE \" 1-Jan-1970 00:00:00 +0000\"");
        assertThat(Wire.item(fetch -> fetch.preview(""))).isEqualTo("PREVIEW \"\"");
        assertThat(Wire.item(fetch -> fetch.preview("grün")))
                .isEqualTo(Wire.utf8("PREVIEW {5}\r\ngrün"));
    }

    @Test
    void literals_repeatTheSectionThatWasAskedFor() throws IOException {
        assertThat(
                        Wire.item(f ->
                                f.literal(
                                        section(List.of(), new Section.What.Content()),
                                        3,
                                        octets("abc"))))
                .isEqualTo("BODY[] {3}\r\nabc");
        assertThat(
                        Wire.item(f ->
                                f.literal(
                                        section(List.of(1, 2), new Section.What.Mime()),
                                        0,
                                        octets(""))))
                .isEqualTo("BODY[1.2.MIME] {0}\r\n");
        assertThat(
                        Wire.item(f ->
                                f.literal(
                                        section(List.of(), new Section.What.Header()),
                                        new byte[] {'x'})))
                .isEqualTo("BODY[HEADER] {1}\r\nx");
        assertThat(Wire.item(f -> f.nil(section(List.of(9), new Section.What.Text()))))
                .isEqualTo("BODY[9.TEXT] NIL");
        assertThat(
                        Wire.item(f ->
                                f.nil(
                                        section(
                                                List.of(1),
                                                new Section.What.HeaderFields(
                                                        List.of("From", "a b", "NIL"), true)))))
                .isEqualTo("BODY[1.HEADER.FIELDS.NOT (From \"a b\" \"NIL\")] NIL");
    }

    @Test
    void partials_repeatTheirOffset() throws IOException {
        var partial = Optional.of(new FetchItem.Partial(0, 2048));
        var section = new Section(new Section.Part(List.of()), new Section.What.Text());
        assertThat(
                        Wire.item(f ->
                                f.literal(
                                        new FetchItem.BodySection(section, partial, false),
                                        1,
                                        octets("a"))))
                .isEqualTo("BODY[TEXT]<0> {1}\r\na");
    }

    @Test
    void binary_hasItsOwnLiteralForNul() throws IOException {
        var part = new Section.Part(List.of(1));
        var binary = new FetchItem.Binary(part, Optional.empty(), true);
        assertThat(Wire.item(f -> f.literal(binary, 1, octets("a"))))
                .isEqualTo("BINARY[1] {1}\r\na");
        assertThat(Wire.item(f -> f.literal8(binary, 1, octets("\0"))))
                .isEqualTo("BINARY[1] ~{1}\r\n\0");
        assertThat(Wire.item(f -> f.binarySize(new FetchItem.BinarySize(part), 5120)))
                .isEqualTo("BINARY.SIZE[1] 5120");
    }

    @Test
    void oldItems_answerUnderTheirOwnNames() throws IOException {
        assertThat(Wire.item(f -> f.literal(FetchItem.Simple.RFC822_HEADER, 1, octets("a"))))
                .isEqualTo("RFC822.HEADER {1}\r\na");
    }

    @Test
    void literal_thatIsNotAsLongAsAnnounced_endsTheConnection() {
        assertThatThrownBy(
                        () -> Wire.item(f -> f.literal(FetchItem.Simple.RFC822, 3, octets("ab"))))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(
                        () -> Wire.item(f -> f.literal(FetchItem.Simple.RFC822, 1, octets("ab"))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void largeLiteral_staysInPlace() throws IOException {
        String large = "0123456789".repeat(10_000);
        assertThat(
                        Wire.item(f ->
                                f.uid(new Uid(1))
                                        .literal(
                                                FetchItem.Simple.RFC822,
                                                large.length(),
                                                octets(large))
                                        .size(5)))
                .isEqualTo("UID 1 RFC822 {100000}\r\n" + large + " RFC822.SIZE 5");
    }

    @Test
    void response_withoutItems_isAMistake() {
        assertThatThrownBy(() -> Wire.item(_ -> {})).isInstanceOf(IllegalStateException.class);
    }
}
