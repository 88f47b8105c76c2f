package org.posthorn.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.imap.command.FetchItem.BodySection;
import org.posthorn.imap.command.FetchItem.Simple;
import org.posthorn.mailbox.store.ModSequence;

final class FetchParserTest {

    private static List<FetchItem> items(String text) throws IOException {
        return ((Command.Fetch) Client.parse("FETCH 1 " + text)).items();
    }

    private static Section.Part part(Integer... numbers) {
        return new Section.Part(List.of(numbers));
    }

    @Test
    void macros_standForItems() throws IOException {
        assertThat(items("fast"))
                .containsExactly(Simple.FLAGS, Simple.INTERNALDATE, Simple.RFC822_SIZE);
        assertThat(items("ALL")).hasSize(4).endsWith(Simple.ENVELOPE);
        assertThat(items("Full")).hasSize(5).endsWith(Simple.BODY);
        assertThat(Client.refuse("FETCH 1 (ALL)")).isEqualTo(Refusal.Reason.SYNTAX);
    }

    @Test
    void items_areReadInAnyCase() throws IOException {
        assertThat(items("(Flags uid rfc822.size BODY bodystructure PREVIEW modseq savedate)"))
                .containsExactly(
                        Simple.FLAGS,
                        Simple.UID,
                        Simple.RFC822_SIZE,
                        Simple.BODY,
                        Simple.BODYSTRUCTURE,
                        Simple.PREVIEW,
                        Simple.MODSEQ,
                        Simple.SAVEDATE);
        assertThat(items("(RFC822 RFC822.HEADER RFC822.TEXT)"))
                .containsExactly(Simple.RFC822, Simple.RFC822_HEADER, Simple.RFC822_TEXT);
    }

    @Test
    void itemsThatRepeat_countOnce() throws IOException {
        assertThat(items("(FLAGS flags BODY[] body[])")).hasSize(2);
    }

    @Test
    void itemsBeyondWhatClientsAsk_areRefused() throws IOException {
        String items =
                IntStream.rangeClosed(1, 501)
                        .mapToObj(number -> "BINARY.SIZE[" + number + "]")
                        .collect(Collectors.joining(" "));
        assertThat(Client.refuse("FETCH 1 (" + items + ")")).isEqualTo(Refusal.Reason.LIMIT);
    }

    @Test
    void itemsThatReadTheMessageAgainAndAgain_areFewer() throws IOException {
        for (String item :
                List.of(
                        "BODY.PEEK[HEADER.FIELDS (X-%d)]",
                        "BINARY.PEEK[1]<%d.1>", "BINARY.SIZE[%d]")) {
            assertThat(items("(" + many(50, item) + ")")).hasSize(50);
            assertThat(Client.refuse("FETCH 1 (" + many(51, item) + ")"))
                    .isEqualTo(Refusal.Reason.LIMIT);
        }
        assertThat(items("(" + many(500, "BODY.PEEK[%d]") + ")")).hasSize(500);
    }

    private static String many(int count, String item) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(item::formatted)
                .collect(Collectors.joining(" "));
    }

    @Test
    void sections_haveAllForms() throws IOException {
        assertThat(items("(BODY[] BODY.PEEK[HEADER] BODY[1.2.TEXT]<5.10> BODY[3.MIME] BODY[4])"))
                .containsExactly(
                        new BodySection(
                                new Section(part(), new Section.What.Content()),
                                Optional.empty(),
                                false),
                        new BodySection(
                                new Section(part(), new Section.What.Header()),
                                Optional.empty(),
                                true),
                        new BodySection(
                                new Section(part(1, 2), new Section.What.Text()),
                                Optional.of(new FetchItem.Partial(5, 10)),
                                false),
                        new BodySection(
                                new Section(part(3), new Section.What.Mime()),
                                Optional.empty(),
                                false),
                        new BodySection(
                                new Section(part(4), new Section.What.Content()),
                                Optional.empty(),
                                false));
    }

    @Test
    void headerFields_keepTheirSpelling() throws IOException {
        assertThat(items("BODY[HEADER.FIELDS (From \"To\" {2+}\r\nCc)]<0.100>"))
                .containsExactly(
                        new BodySection(
                                new Section(
                                        part(),
                                        new Section.What.HeaderFields(
                                                List.of("From", "To", "Cc"), false)),
                                Optional.of(new FetchItem.Partial(0, 100)),
                                false));
        assertThat(items("body.peek[1.header.fields.not (x)]").toString()).contains("not=true");
    }

    @Test
    void binary_isNamedByNumbers() throws IOException {
        assertThat(items("(BINARY[1.2] BINARY.PEEK[]<0.4> BINARY.SIZE[2])"))
                .containsExactly(
                        new FetchItem.Binary(part(1, 2), Optional.empty(), false),
                        new FetchItem.Binary(
                                part(), Optional.of(new FetchItem.Partial(0, 4)), true),
                        new FetchItem.BinarySize(part(2)));
    }

    @Test
    void modifiers_mayFollowASingleItem() throws IOException {
        var expected =
                new Command.Fetch(
                        true,
                        new SequenceSet(List.of(new SequenceSet.Range(1, SequenceSet.STAR))),
                        List.of(Simple.PREVIEW),
                        Optional.of(new ModSequence(5)));
        assertThat(Client.parse("UID FETCH 1:* PREVIEW (CHANGEDSINCE 5)")).isEqualTo(expected);
        assertThat(Client.parse("UID FETCH 1:* preview (lazy) (changedsince 5)"))
                .isEqualTo(expected);
        assertThat(Client.parse("UID FETCH 1:* (preview (lazy)) (changedsince 5)"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FETCH",
                "FETCH 1",
                "FETCH 1 ",
                "FETCH 0 FLAGS",
                "FETCH 1 ()",
                "FETCH 1 (FLAGS",
                "FETCH 1  FLAGS",
                "FETCH 1 BODY[0]",
                "FETCH 1 BODY[1.]",
                "FETCH 1 BODY[MIME]",
                "FETCH 1 BODY[1.2.3",
                "FETCH 1 BODY[]<0>",
                "FETCH 1 BODY[]<0.0>",
                "FETCH 1 BODY[]<9223372036854775808.1>",
                "FETCH 1 BINARY[1.TEXT]",
                "FETCH 1 BODY.PEEK",
                "FETCH 1 BINARY",
                "FETCH 1 BODY[HEADER.FIELDS ()]",
                "FETCH 1 BODY[99999999999]",
                "FETCH 1 FLAGS (CHANGEDSINCE)",
                "FETCH 1 FLAGS (VANISHED)",
                "FETCH 1 NOSUCH",
                "FETCH $ FLAGS",
                "FETCH 1:2:3 FLAGS",
                "FETCH 1, FLAGS",
                "FETCH 4294967296 FLAGS",
                "FETCH 1 FLAGS extra"
            })
    void whatDoesNotFit_isRefused(String line) throws IOException {
        assertThat(Client.refuse(line)).isEqualTo(Refusal.Reason.SYNTAX);
    }

    @Test
    void partNumber_withoutEnd_isRefused() throws IOException {
        assertThat(Client.refuse("FETCH 1 BODY[" + "1.".repeat(20_000) + "1]"))
                .isEqualTo(Refusal.Reason.SYNTAX);
    }
}
