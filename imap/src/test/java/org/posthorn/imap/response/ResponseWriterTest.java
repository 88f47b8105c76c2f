package org.posthorn.imap.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.SequenceSet;
import org.posthorn.imap.command.StatusItem;
import org.posthorn.imap.command.Tag;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MailboxStatus;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SpecialUse;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidValidity;

final class ResponseWriterTest {
    private static final Tag TAG = new Tag("a1");
    private static final UidValidity VALIDITY = new UidValidity(38505);

    private static String code(ResponseCode code) throws IOException {
        String line = Wire.written(new Response.Tagged(TAG, Status.OK, code, "done"));
        assertThat(line).startsWith("a1 OK [").endsWith("] done\r\n");
        return line.substring("a1 OK [".length(), line.length() - "] done\r\n".length());
    }

    private static List<Uid> uids(long... uids) {
        return java.util.Arrays.stream(uids).mapToObj(Uid::new).toList();
    }

    private static SequenceSet set(long... ends) {
        var ranges = new java.util.ArrayList<SequenceSet.Range>();
        for (int i = 0; i < ends.length; i += 2) {
            ranges.add(new SequenceSet.Range(ends[i], ends[i + 1]));
        }
        return new SequenceSet(ranges);
    }

    @Test
    void statusResponses_haveTagCodeAndText() throws IOException {
        assertThat(Wire.written(new Response.Tagged(TAG, Status.NO, "no such mailbox")))
                .isEqualTo("a1 NO no such mailbox\r\n");
        assertThat(Wire.written(new Response.Untagged(Status.BYE, "good night")))
                .isEqualTo("* BYE good night\r\n");
        assertThat(
                        Wire.written(
                                new Response.Untagged(
                                        Status.OK, new ResponseCode.Unseen(12), "first unseen")))
                .isEqualTo("* OK [UNSEEN 12] first unseen\r\n");
        assertThat(Wire.written(new Response.Continuation(""))).isEqualTo("+ \r\n");
    }

    /// A text may repeat what a stranger wrote: it must not become a line of its own.
    @Test
    void text_isAsciiOnOneLine() throws IOException {
        assertThat(Wire.written(new Response.Tagged(TAG, Status.OK, "a\r\n* BYE é😀")))
                .isEqualTo("a1 OK a??* BYE ??\r\n");
    }

    @Test
    void codes_areWrittenAsTheRfcsShowThem() throws IOException {
        assertThat(code(ResponseCode.Plain.READ_ONLY)).isEqualTo("READ-ONLY");
        assertThat(code(ResponseCode.Plain.UNKNOWN_CTE)).isEqualTo("UNKNOWN-CTE");
        assertThat(code(new ResponseCode.Capability(List.of("IMAP4rev1", "IDLE"))))
                .isEqualTo("CAPABILITY IMAP4rev1 IDLE");
        assertThat(
                        code(
                                new ResponseCode.PermanentFlags(
                                        Flags.of(SystemFlag.DELETED, SystemFlag.SEEN), true)))
                .isEqualTo("PERMANENTFLAGS (\\Deleted \\Seen \\*)");
        assertThat(code(new ResponseCode.PermanentFlags(Flags.NONE, false)))
                .isEqualTo("PERMANENTFLAGS ()");
        assertThat(code(new ResponseCode.UidNext(new Uid(4392)))).isEqualTo("UIDNEXT 4392");
        assertThat(code(new ResponseCode.UidValidityIs(VALIDITY))).isEqualTo("UIDVALIDITY 38505");
        assertThat(code(new ResponseCode.HighestModSeq(new ModSequence(715194045007L))))
                .isEqualTo("HIGHESTMODSEQ 715194045007");
        assertThat(code(new ResponseCode.Modified(set(7, 7, 9, 12)))).isEqualTo("MODIFIED 7,9:12");
        assertThat(code(new ResponseCode.MailboxIdIs(new MailboxId(35))))
                .isEqualTo("MAILBOXID (Fz)");
    }

    /// RFC 4315 section 3: sets in the order of the messages, a single UID never as a range.
    @Test
    void uidSets_keepTheirOrder() throws IOException {
        assertThat(code(new ResponseCode.AppendUid(VALIDITY, uids(3955))))
                .isEqualTo("APPENDUID 38505 3955");
        assertThat(code(new ResponseCode.AppendUid(VALIDITY, uids(5, 6, 7))))
                .isEqualTo("APPENDUID 38505 5:7");
        assertThat(
                        code(
                                new ResponseCode.CopyUid(
                                        VALIDITY,
                                        uids(304, 319, 320, 7),
                                        uids(3956, 3957, 3958, 3959))))
                .isEqualTo("COPYUID 38505 304,319:320,7 3956:3959");
    }

    @Test
    void serverData_isWritten() throws IOException {
        assertThat(Wire.written(new Response.Capability(List.of("IMAP4rev1", "UTF8=ACCEPT"))))
                .isEqualTo("* CAPABILITY IMAP4rev1 UTF8=ACCEPT\r\n");
        assertThat(Wire.written(new Response.Enabled(List.of()))).isEqualTo("* ENABLED\r\n");
        assertThat(Wire.written(new Response.Id(List.of()))).isEqualTo("* ID NIL\r\n");
        assertThat(
                        Wire.written(
                                new Response.Id(
                                        List.of(
                                                new Command.Id.Field("name", "Posthorn"),
                                                new Command.Id.Field("os", null)))))
                .isEqualTo("* ID (\"name\" \"Posthorn\" \"os\" NIL)\r\n");
        assertThat(
                        Wire.written(
                                new Response.Namespace(
                                        List.of(""), List.of(), List.of("#a/", "#b/"))))
                .isEqualTo("* NAMESPACE ((\"\" \"/\")) NIL ((\"#a/\" \"/\")(\"#b/\" \"/\"))\r\n");
    }

    private static Response.Listed listed(String name) {
        return new Response.Listed(new MailboxName(name), Set.of(), Set.of());
    }

    @Test
    void names_areAtomsStringsOrModifiedUtf7() throws IOException {
        assertThat(Wire.written(listed("INBOX"))).isEqualTo("* LIST () \"/\" INBOX\r\n");
        assertThat(Wire.written(listed("a b"))).isEqualTo("* LIST () \"/\" \"a b\"\r\n");
        assertThat(Wire.written(listed("NIL"))).isEqualTo("* LIST () \"/\" \"NIL\"\r\n");
        assertThat(Wire.written(listed("a]\""))).isEqualTo("* LIST () \"/\" \"a]\\\"\"\r\n");
        assertThat(Wire.written(listed("Entwürfe & co")))
                .isEqualTo("* LIST () \"/\" \"Entw&APw-rfe &- co\"\r\n");
    }

    @Test
    void names_areUtf8OnceItIsEnabled() throws IOException {
        var wire = new Wire();
        wire.writer.useUtf8();
        wire.writer.write(listed("Entwürfe & co"));
        wire.writer.write(listed("Q&A"));
        assertThat(wire.sent())
                .isEqualTo(
                        Wire.utf8("* LIST () \"/\" \"Entwürfe & co\"\r\n* LIST () \"/\" Q&A\r\n"));
    }

    @Test
    void attributes_comeInOneOrder() throws IOException {
        assertThat(
                        Wire.written(
                                new Response.Listed(
                                        new MailboxName("Sent"),
                                        EnumSet.of(
                                                ListAttribute.HAS_NO_CHILDREN,
                                                ListAttribute.SUBSCRIBED),
                                        EnumSet.of(SpecialUse.SENT))))
                .isEqualTo("* LIST (\\Subscribed \\HasNoChildren \\Sent) \"/\" Sent\r\n");
        assertThat(
                        Wire.written(
                                new Response.Subscribed(
                                        new MailboxName("foo"), Set.of(ListAttribute.NO_SELECT))))
                .isEqualTo("* LSUB (\\Noselect) \"/\" foo\r\n");
        assertThat(Wire.written(new Response.ListedRoot()))
                .isEqualTo("* LIST (\\Noselect) \"/\" \"\"\r\n");
    }

    @Test
    void extendedItems_followTheName() throws IOException {
        assertThat(extended(true, null)).endsWith(" new (\"CHILDINFO\" (\"SUBSCRIBED\"))\r\n");
        assertThat(extended(false, new MailboxName("o d")))
                .endsWith(" new (\"OLDNAME\" (\"o d\"))\r\n");
        assertThat(extended(true, new MailboxName("old")))
                .endsWith(" new (\"CHILDINFO\" (\"SUBSCRIBED\") \"OLDNAME\" (old))\r\n");
    }

    private static String extended(boolean subscribedBelow, @Nullable MailboxName oldName)
            throws IOException {
        return Wire.written(
                new Response.Listed(
                        new MailboxName("new"), Set.of(), Set.of(), subscribedBelow, oldName));
    }

    @Test
    void status_answersWhatWasAsked() throws IOException {
        var info = new MailboxInfo(new MailboxId(1), new MailboxName("a b"), VALIDITY, Set.of());
        var status = new MailboxStatus(info, 17, 3, 2, 1, 918273, new Uid(44), new ModSequence(9));
        assertThat(
                        Wire.written(
                                new Response.StatusData(
                                        status, EnumSet.allOf(StatusItem.class), 25_000_000)))
                .isEqualTo(
                        "* STATUS \"a b\" (MESSAGES 17 RECENT 3 UIDNEXT 44 UIDVALIDITY 38505 UNSEEN 2"
                                + " DELETED 1 SIZE 918273 HIGHESTMODSEQ 9 MAILBOXID (F1)"
                                + " APPENDLIMIT 25000000)\r\n");
    }

    @Test
    void search_hasAnOldAndANewForm() throws IOException {
        assertThat(Wire.written(new Response.Search(List.of(), new ModSequence(1))))
                .isEqualTo("* SEARCH\r\n");
        assertThat(Wire.written(new Response.Search(List.of(2L, 84L), new ModSequence(917))))
                .isEqualTo("* SEARCH 2 84 (MODSEQ 917)\r\n");
        assertThat(
                        Wire.written(
                                new Response.ExtendedSearch(
                                        TAG, false, null, null, null, null, null)))
                .isEqualTo("* ESEARCH (TAG \"a1\")\r\n");
        assertThat(
                        Wire.written(
                                new Response.ExtendedSearch(
                                        TAG,
                                        true,
                                        2L,
                                        11L,
                                        set(2, 2, 10, 11),
                                        3,
                                        new ModSequence(9))))
                .isEqualTo(
                        "* ESEARCH (TAG \"a1\") UID MIN 2 MAX 11 ALL 2,10:11 COUNT 3 MODSEQ 9\r\n");
    }

    @Test
    void mailboxData_isWritten() throws IOException {
        assertThat(Wire.written(new Response.Exists(23))).isEqualTo("* 23 EXISTS\r\n");
        assertThat(Wire.written(new Response.Recent(0))).isEqualTo("* 0 RECENT\r\n");
        assertThat(Wire.written(new Response.Expunge(44))).isEqualTo("* 44 EXPUNGE\r\n");
        assertThat(
                        Wire.written(
                                new Response.FlagsDefined(
                                        Flags.of(
                                                SystemFlag.DRAFT.bit(), List.of("$Junk", "work")))))
                .isEqualTo("* FLAGS (\\Draft $Junk work)\r\n");
    }

    @Test
    void nothing_isSentBeforeAFlush() throws IOException {
        var wire = new Wire();
        wire.writer.write(new Response.Exists(1));
        assertThat(wire.octets.size()).isZero();
        assertThat(wire.sent()).isEqualTo("* 1 EXISTS\r\n");
    }
}
