package org.posthorn.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.imap.command.SearchKey.AddressField;
import org.posthorn.imap.command.SearchKey.And;
import org.posthorn.imap.command.SearchKey.HasFlag;
import org.posthorn.imap.command.SearchKey.Not;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SystemFlag;

final class SearchParserTest {

    private static SearchKey key(String text) throws IOException {
        return ((Command.Search) Client.parse("SEARCH " + text)).key();
    }

    @Test
    void conditions_areAllToHold() throws IOException {
        assertThat(key("unseen (OR FROM a TO b) ALL"))
                .isEqualTo(
                        new And(
                                List.of(
                                        new Not(new HasFlag(SystemFlag.SEEN)),
                                        new SearchKey.Or(
                                                new SearchKey.Addresses(AddressField.FROM, "a"),
                                                new SearchKey.Addresses(AddressField.TO, "b")),
                                        new And(List.of()))));
    }

    @Test
    void newAndOld_areAboutRecent() throws IOException {
        assertThat(key("NEW"))
                .isEqualTo(
                        new And(
                                List.of(
                                        new SearchKey.Recent(),
                                        new Not(new HasFlag(SystemFlag.SEEN)))));
        assertThat(key("OLD")).isEqualTo(new Not(new SearchKey.Recent()));
    }

    @Test
    void returnOptions_areASet() throws IOException {
        assertThat(
                        ((Command.Search) Client.parse("UID SEARCH RETURN (min COUNT min) ALL"))
                                .returns())
                .isEqualTo(Set.of(SearchReturn.MIN, SearchReturn.COUNT));
        assertThat(((Command.Search) Client.parse("SEARCH RETURN () ALL")).returns())
                .isEqualTo(Set.of(SearchReturn.ALL));
        assertThat(((Command.Search) Client.parse("SEARCH ALL")).returns()).isEmpty();
    }

    @Test
    void dates_mayBeQuoted() throws IOException {
        var date =
                new SearchKey.DateIs(
                        SearchKey.DateField.SENT,
                        SearchKey.Relation.SINCE,
                        LocalDate.of(1994, 2, 1));
        assertThat(key("SENTSINCE 1-Feb-1994")).isEqualTo(date);
        assertThat(key("SENTSINCE \"01-FEB-1994\"")).isEqualTo(date);
    }

    @Test
    void text_isInTheCharset() throws IOException {
        assertThat(key("CHARSET UTF-8 TEXT {4+}\r\n" + Client.utf8("éé")))
                .isEqualTo(new SearchKey.Text("éé"));
        assertThat(key("CHARSET iso-8859-1 TEXT {2+}\r\néé")).isEqualTo(new SearchKey.Text("éé"));
        assertThat(key("CHARSET \"ISO-2022-JP\" TEXT {8+}\r\n\u001b$BF|\u001b(B"))
                .isEqualTo(new SearchKey.Text("日"));
        assertThat(key("CHARSET US-ASCII TEXT {2+}\r\n" + Client.utf8("é")))
                .isEqualTo(new SearchKey.Text("é"));
        assertThat(key("TEXT {2+}\r\n" + Client.utf8("é"))).isEqualTo(new SearchKey.Text("é"));
    }

    @Test
    void textThatIsNotInTheCharset_isRefused() throws IOException {
        assertThat(Client.refuse("SEARCH CHARSET UTF-8 TEXT {1+}\r\n\u00ff"))
                .isEqualTo(Refusal.Reason.SYNTAX);
    }

    @Test
    void charsetThatIsNotKnown_isRefusedForIt() throws IOException {
        assertThat(Client.refuse("SEARCH CHARSET X-KLINGON TEXT {3+}\r\nabc"))
                .isEqualTo(Refusal.Reason.BAD_CHARSET);
        assertThat(Client.refuse("SEARCH CHARSET \"no charset\" ALL"))
                .isEqualTo(Refusal.Reason.BAD_CHARSET);
    }

    @Test
    void utf8InQuotes_needsToBeEnabled() throws IOException {
        String line = "SEARCH TEXT \"" + Client.utf8("é") + "\"";
        assertThat(Client.refuse(line)).isEqualTo(Refusal.Reason.SYNTAX);
        var client = new Client("a1 " + line + "\r\n");
        client.reader.useUtf8();
        assertThat(((Command.Search) client.command()).key()).isEqualTo(new SearchKey.Text("é"));
    }

    /// RFC 7162 section 3.1.5.
    @Test
    void modSeq_passesOverItsEntry() throws IOException {
        var key = new SearchKey.ModSeq(new ModSequence(620162338));
        assertThat(key("MODSEQ 620162338")).isEqualTo(key);
        assertThat(key("MODSEQ \"/flags/\\\\draft\" all 620162338")).isEqualTo(key);
        assertThat(Client.refuse("SEARCH MODSEQ \"/flags/x\" some 1"))
                .isEqualTo(Refusal.Reason.SYNTAX);
    }

    @Test
    void conditions_nestUpToALimit() throws IOException {
        assertThat(key("OR ALL ".repeat(200) + "ALL")).isInstanceOf(SearchKey.Or.class);
        assertThat(Client.refuse("SEARCH " + "NOT ".repeat(10_000) + "ALL"))
                .isEqualTo(Refusal.Reason.LIMIT);
        assertThat(Client.refuse("SEARCH " + "(".repeat(10_000))).isEqualTo(Refusal.Reason.LIMIT);
    }

    @Test
    void conditions_sideBySide_haveNoLimitOfDepth() throws IOException {
        assertThat(((And) key("SEEN ".repeat(5000) + "SEEN")).keys()).hasSize(5001);
    }

    @Test
    void conditions_beyondWhatClientsAsk_areRefused() throws IOException {
        assertThat(((And) key("TEXT x ".repeat(99) + "BODY x")).keys()).hasSize(100);
        assertThat(Client.refuse("SEARCH " + "TEXT x ".repeat(100) + "BODY x"))
                .isEqualTo(Refusal.Reason.LIMIT);
        assertThat(((And) key("FROM x ".repeat(999) + "HEADER x y")).keys()).hasSize(1000);
        assertThat(Client.refuse("SEARCH " + "FROM x ".repeat(1000) + "SUBJECT y"))
                .isEqualTo(Refusal.Reason.LIMIT);
        assertThat(Client.refuse("SEARCH " + "SEEN ".repeat(10_000) + "SEEN"))
                .isEqualTo(Refusal.Reason.LIMIT);
        String long64k = "TEXT {60000+}\r\n" + "x".repeat(60_000);
        assertThat(Client.refuse("SEARCH " + String.join(" ", Collections.nCopies(5, long64k))))
                .isEqualTo(Refusal.Reason.LIMIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " NOSUCH",
                " ()",
                " NOT",
                " OR ALL",
                " FROM",
                " KEYWORD \\Seen",
                " BEFORE 31-Feb-2020",
                " BEFORE 1-Foo-2020",
                " ON 1-Feb-20",
                " LARGER x",
                " LARGER 9223372036854775808",
                " UID",
                " UID x",
                " RETURN (SAVE) ALL",
                " RETURN ALL ALL",
                " CHARSET UTF-8",
                " ALL)",
                " (ALL",
                " FROM \"a",
                " FROM \"\\a\""
            })
    void whatDoesNotFit_isRefused(String arguments) throws IOException {
        assertThat(Client.refuse("SEARCH" + arguments)).isEqualTo(Refusal.Reason.SYNTAX);
    }
}
