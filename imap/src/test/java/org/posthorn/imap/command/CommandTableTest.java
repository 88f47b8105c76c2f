package org.posthorn.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SpecialUse;
import org.posthorn.mailbox.store.SystemFlag;

final class CommandTableTest {
    private static final SequenceSet ONE = new SequenceSet(List.of(new SequenceSet.Range(1, 1)));

    @Test
    void names_areReadInAnyCase() throws IOException {
        assertThat(Client.parse("nOoP")).isEqualTo(new Command.Noop());
        assertThat(Client.parse("uid expunge 1")).isEqualTo(new Command.Expunge(Optional.of(ONE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "XYZZY",
                "UID",
                "UID NOOP",
                "UID SELECT x",
                "NOOP x",
                "NOOP ",
                "CAPABILITY CONDSTORE",
                "LOGIN a",
                "LOGIN a b c",
                "LOGIN  a b",
                "SELECT",
                "SELECT a b",
                "SELECT a ()",
                "SELECT a (QRESYNC (1 2))",
                "STATUS a",
                "STATUS a ()",
                "STATUS a (NOSUCH)",
                "STATUS a MESSAGES",
                "ENABLE",
                "ENABLE ",
                "COPY 1",
                "COPY x INBOX",
                "MOVE 1:* ",
                "CREATE a (USE \\Sent)",
                "CREATE a ()",
                "LIST",
                "LIST \"\"",
                "IDLE DONE",
                "ID",
                "ID (\"a\")",
                "ID (\"a\" \"b\" )",
                "AUTHENTICATE",
                "AUTHENTICATE PLAIN a b",
                "RENAME a",
                "EXPUNGE 1",
                "LIST (RECURSIVEMATCH) \"\" *",
                "LIST (REMOTE RECURSIVEMATCH) \"\" *",
                "LIST (X) \"\" *",
                "LIST \"\" * RETURN (X)",
                "LIST \"\" ()",
                "LIST \"\" * (X)",
                "STORE 1 FLAGS",
                "STORE 1 FLAGS \\Nope",
                "STORE 1 +FLAGS.LOUD (x)",
                "STORE 1 (UNCHANGEDSINCE x) FLAGS ()",
                "STORE 1 FLAGS (a]"
            })
    void whatDoesNotFit_isRefused(String line) throws IOException {
        assertThat(Client.refuse(line)).isEqualTo(Refusal.Reason.SYNTAX);
    }

    @Test
    void password_isNotShown() throws IOException {
        assertThat(Client.parse("LOGIN alice sesame").toString()).doesNotContain("sesame");
    }

    @Test
    void login_inALiteralOfAnOldCharset_isTaken() throws IOException {
        assertThat(Client.parse("LOGIN alice {4+}\r\nn\u00e9on"))
                .isEqualTo(new Command.Login("alice", "néon"));
        assertThat(Client.parse("LOGIN alice {5+}\r\n" + Client.utf8("néon")))
                .isEqualTo(new Command.Login("alice", "néon"));
    }

    @Test
    void authenticate_keepsTheInitialResponse() throws IOException {
        assertThat(Client.parse("AUTHENTICATE plain"))
                .isEqualTo(new Command.Authenticate("PLAIN", Optional.empty()));
        assertThat(Client.parse("AUTHENTICATE PLAIN AGFs/+w="))
                .isEqualTo(new Command.Authenticate("PLAIN", Optional.of("AGFs/+w=")));
        assertThat(Client.parse("AUTHENTICATE EXTERNAL ="))
                .isEqualTo(new Command.Authenticate("EXTERNAL", Optional.of("=")));
    }

    @Test
    void id_hasLimits() throws IOException {
        assertThat(Client.parse("ID ()")).isEqualTo(new Command.Id(List.of()));
        assertThat(Client.parse("ID (\"name\" NIL)"))
                .isEqualTo(new Command.Id(List.of(new Command.Id.Field("name", null))));
        assertThat(Client.refuse("ID (\"name\" \"" + "x".repeat(1025) + "\")"))
                .isEqualTo(Refusal.Reason.SYNTAX);
        assertThat(Client.refuse("ID (" + "\"a\" \"b\" ".repeat(31) + "\"a\" \"b\")"))
                .isEqualTo(Refusal.Reason.SYNTAX);
    }

    @Test
    void store_takesFlagsWithAndWithoutParentheses() throws IOException {
        Flags flags = Flags.of(SystemFlag.SEEN.bit(), List.of("$Junk"));
        var store =
                new Command.Store(
                        false,
                        ONE,
                        new FlagChange(FlagChange.Kind.ADD, flags),
                        true,
                        Optional.of(new ModSequence(7)));
        assertThat(Client.parse("STORE 1 (UNCHANGEDSINCE 7) +flags.silent (\\seen $Junk)"))
                .isEqualTo(store);
        assertThat(Client.parse("STORE 1 (unchangedsince 7) +FLAGS.SILENT $Junk \\SEEN \\Recent"))
                .isEqualTo(store);
        assertThat(((Command.Store) Client.parse("STORE 1 FLAGS ()")).change())
                .isEqualTo(new FlagChange(FlagChange.Kind.REPLACE, Flags.NONE));
    }

    @Test
    void keyword_hasALimit() throws IOException {
        assertThat(Client.refuse("STORE 1 FLAGS " + "x".repeat(101)))
                .isEqualTo(Refusal.Reason.LIMIT);
    }

    @Test
    void create_takesSpecialUses() throws IOException {
        assertThat(Client.parse("CREATE a (USE (\\sent \\Drafts))"))
                .isEqualTo(
                        new Command.Create(
                                new MailboxName("a"), Set.of(SpecialUse.SENT, SpecialUse.DRAFTS)));
        assertThat(Client.parse("CREATE a (USE ())"))
                .isEqualTo(new Command.Create(new MailboxName("a"), Set.of()));
        assertThat(Client.refuse("CREATE a (USE (\\Spare))")).isEqualTo(Refusal.Reason.USE_ATTR);
    }

    @Test
    void list_inItsOldForm_isNotExtended() throws IOException {
        assertThat(Client.parse("LIST \"\" *"))
                .isEqualTo(
                        new Command.ListMailboxes(
                                Set.of(), "", List.of("*"), Set.of(), Set.of(), false));
    }

    @Test
    void list_inItsExtendedForm_hasOptions() throws IOException {
        assertThat(
                        Client.parse(
                                "LIST (SUBSCRIBED special-use) x (%/a] \"*\") RETURN (CHILDREN STATUS (UNSEEN mailboxid))"))
                .isEqualTo(
                        new Command.ListMailboxes(
                                Set.of(ListSelection.SUBSCRIBED, ListSelection.SPECIAL_USE),
                                "x",
                                List.of("%/a]", "*"),
                                Set.of(ListReturn.CHILDREN),
                                Set.of(StatusItem.UNSEEN, StatusItem.MAILBOXID),
                                true));
        assertThat(((Command.ListMailboxes) Client.parse("LIST () \"\" *")).extended()).isTrue();
        assertThat(((Command.ListMailboxes) Client.parse("LIST \"\" \"\" RETURN ()")).extended())
                .isTrue();
    }

    @Test
    void pattern_isDecodedWhereItCanBe() throws IOException {
        assertThat(Client.parse("LSUB \"\" Entw&APw-rfe/%"))
                .isEqualTo(new Command.Lsub("", "Entwürfe/%"));
        assertThat(Client.parse("LSUB \"\" Q&A*")).isEqualTo(new Command.Lsub("", "Q&A*"));
    }

    @Test
    void enable_namesEachCapabilityOnce() throws IOException {
        assertThat(Client.parse("ENABLE condstore IMAP4rev2 CONDSTORE"))
                .isEqualTo(new Command.Enable(Set.of("CONDSTORE", "IMAP4REV2")));
    }
}
