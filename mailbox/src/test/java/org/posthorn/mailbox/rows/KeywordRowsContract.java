package org.posthorn.mailbox.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.SystemFlag;

/// The keywords of mailboxes, as messages bring them in.
public abstract class KeywordRowsContract extends RowsContract {
    private static Flags flags(String... keywords) {
        return Flags.of(SystemFlag.SEEN.bit(), List.of(keywords));
    }

    private static void insert(
            MailStorage storage, MailboxId mailbox, long uid, String... keywords) {
        change(
                storage,
                tx -> {
                    tx.mailboxes().take(mailbox);
                    tx.messages().insert(mailbox, List.of(message(uid, 2, flags(keywords))));
                });
    }

    private static List<String> keywords(MailStorage storage, MailboxId mailbox) {
        return storage.reading(tx -> tx.mailboxes().keywords(mailbox));
    }

    private List<String> flagsSeenBy(MailStorage storage, MailboxId mailbox) {
        return rows(storage, mailbox).stream().map(row -> row.flags().toString()).toList();
    }

    @Test
    void newMailbox_hasNone() {
        assertThat(keywords(one(), newMailbox())).isEmpty();
    }

    @Test
    void keywords_areListedInTheOrderInWhichTheyCame_eachOnce() {
        var mailbox = newMailbox();
        insert(one(), mailbox, 1, "Work");
        insert(one(), mailbox, 2, "$Junk", "Work");
        change(tx -> tx.mailboxes().addKeywords(mailbox, List.of("work", "Later", "$junk")));
        change(tx ->
                tx.messages()
                        .updateFlags(
                                mailbox,
                                List.of(row(1, 3, flags("later")), row(2, 3, flags("x")))));
        assertThat(keywords(one(), mailbox)).containsExactly("Work", "$Junk", "Later", "x");
        assertThat(flagsSeenBy(one(), mailbox)).containsExactly("\\Seen Later", "\\Seen x");
    }

    @Test
    void spelling_isTheFirst_whateverMessagesSay() {
        var mailbox = newMailbox();
        insert(one(), mailbox, 1, "$Forwarded");
        insert(one(), mailbox, 2, "$FORWARDED");
        insert(other(), mailbox, 3, "$forwarded");
        assertThat(keywords(one(), mailbox)).containsExactly("$Forwarded");
        assertThat(flagsSeenBy(one(), mailbox))
                .containsExactly("\\Seen $Forwarded", "\\Seen $Forwarded", "\\Seen $Forwarded");
    }

    @Test
    void sameKeyword_inTwoMailboxes_isSpelledAsEachHasIt() {
        var one = newMailbox();
        var two = newMailbox();
        insert(one(), one, 1, "a", "Work");
        insert(one(), two, 1, "WORK");
        assertThat(flagsSeenBy(one(), one)).containsExactly("\\Seen a Work");
        assertThat(flagsSeenBy(one(), two)).containsExactly("\\Seen WORK");
    }

    @Test
    void messageWithVeryMany_hasThemAll() {
        var mailbox = newMailbox();
        var many = new String[200];
        for (int i = 0; i < many.length; i++) {
            many[i] = "keyword" + i;
        }
        insert(one(), mailbox, 1, many);
        insert(one(), mailbox, 2, "keyword150");
        assertThat(rows(mailbox).getFirst().flags().keywords()).containsExactlyInAnyOrder(many);
        assertThat(flagsSeenBy(other(), mailbox).getLast()).isEqualTo("\\Seen keyword150");
    }

    @Test
    void listThatOneSideKnows_growsFromTheOther_andBothReadAll() {
        var mailbox = newMailbox();
        insert(one(), mailbox, 1, "first");
        assertThat(flagsSeenBy(one(), mailbox)).containsExactly("\\Seen first");
        assertThat(flagsSeenBy(other(), mailbox)).containsExactly("\\Seen first");

        insert(other(), mailbox, 2, "second", "first");
        insert(one(), mailbox, 3, "third", "SECOND");
        insert(other(), mailbox, 4, "Third", "fourth");

        for (MailStorage side : List.of(one(), other())) {
            assertThat(keywords(side, mailbox))
                    .containsExactly("first", "second", "third", "fourth");
            assertThat(flagsSeenBy(side, mailbox))
                    .containsExactly(
                            "\\Seen first",
                            "\\Seen first second",
                            "\\Seen second third",
                            "\\Seen fourth third");
        }
    }

    /// The number of a keyword that never came about is given to another, which nobody may take for
    /// the first.
    @Test
    void keywordThatWasUndone_isForgotten_andTheNextIsReadAsItself() {
        var mailbox = newMailbox();
        assertThatThrownBy(() ->
                        change(tx -> {
                            tx.mailboxes().take(mailbox);
                            tx.messages().insert(mailbox, List.of(message(1, 2, flags("Undone"))));
                            // The transaction itself sees what it has added.
                            assertThat(tx.mailboxes().keywords(mailbox)).containsExactly("Undone");
                            assertThat(tx.messages().find(mailbox, row(1, 2, Flags.NONE).uid()))
                                    .hasValue(message(1, 2, flags("Undone")));
                            throw new IllegalStateException("ours");
                        }))
                .hasMessage("ours");

        // Nothing between that makes a side read its list anew.
        insert(other(), mailbox, 1, "Real");
        assertThat(flagsSeenBy(one(), mailbox)).containsExactly("\\Seen Real");
        insert(one(), mailbox, 2, "Undone");

        for (MailStorage side : List.of(one(), other())) {
            assertThat(keywords(side, mailbox)).containsExactly("Real", "Undone");
            assertThat(flagsSeenBy(side, mailbox)).containsExactly("\\Seen Real", "\\Seen Undone");
        }
    }

    @Test
    void keywordsThatComeFromBothSidesAtOnce_getNumbersOfTheirOwn() throws Exception {
        var mailbox = newMailbox();
        var all = new ArrayList<Callable<Boolean>>();
        for (int i = 1; i <= 40; i++) {
            MailStorage side = i % 2 == 0 ? one() : other();
            int uid = i;
            all.add(() -> {
                // Three sides want each keyword.
                insert(side, mailbox, uid, "k" + uid / 3, "common");
                return true;
            });
        }
        together(all);
        assertThat(keywords(one(), mailbox)).hasSize(15).doesNotHaveDuplicates();
        for (MailStorage side : List.of(one(), other())) {
            for (var row : rows(side, mailbox)) {
                assertThat(row.flags()).isEqualTo(flags("k" + row.uid().value() / 3, "common"));
            }
        }
    }

    @Test
    void removedList_isGone_andNoOtherMailboxs() {
        var mailbox = newMailbox();
        var beside = newMailbox();
        insert(one(), mailbox, 1, "a");
        insert(one(), beside, 1, "b");
        change(tx -> {
            tx.messages().delete(mailbox, rows(tx, mailbox));
            tx.mailboxes().removeKeywords(mailbox);
        });
        assertThat(keywords(one(), mailbox)).isEmpty();
        assertThat(keywords(other(), beside)).containsExactly("b");
    }

    private static List<org.posthorn.mailbox.store.MessageRow> rows(
            MailTransaction tx, MailboxId mailbox) {
        return tx.messages().from(mailbox, org.posthorn.mailbox.store.Uid.FIRST, 100);
    }
}
