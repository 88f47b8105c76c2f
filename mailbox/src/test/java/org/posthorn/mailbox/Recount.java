package org.posthorn.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.MailboxCounters;
import org.posthorn.mailbox.rows.ViewerRows.Viewer;
import org.posthorn.mailbox.store.MailboxCounts;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.ModSequence;

/// Counts what the storage keeps counts of.
public final class Recount {
    private Recount() {}

    /// Every count is what counting gives.
    public static void check(MailStorage storage) {
        storage.reading(tx -> {
            check(tx);
            return true;
        });
    }

    private static void check(MailTransaction tx) {
        Map<AccountId, MailboxCounts> accounts = new HashMap<>();
        long last = 0;
        var some = tx.mailboxes().after(last, 500);
        while (!some.isEmpty()) {
            for (MailboxId mailbox : some) {
                var counters = tx.mailboxes().counters(mailbox).orElseThrow();
                check(tx, mailbox, counters);
                accounts.merge(counters.owner(), counters.counts(), MailboxCounts::plus);
                last = mailbox.value();
            }
            some = tx.mailboxes().after(last, 500);
        }
        accounts.forEach((account, counts) -> {
            var kept = tx.accounts().counters(account).orElseThrow();
            assertThat(kept.messages()).as("messages of " + account).isEqualTo(counts.messages());
            assertThat(kept.sizeOctets()).as("octets of " + account).isEqualTo(counts.sizeOctets());
        });
    }

    private static void check(MailTransaction tx, MailboxId mailbox, MailboxCounters counters) {
        var counts = new MailboxCounts[] {MailboxCounts.NONE};
        tx.messages()
                .forEach(
                        mailbox,
                        counters.uidNext(),
                        row -> {
                            counts[0] = counts[0].plus(MailboxCounts.of(row));
                            assertThat(row.modSequence())
                                    .as("mod-sequence of " + row.uid() + " in " + mailbox)
                                    .isLessThanOrEqualTo(counters.highestModSequence());
                        });
        assertThat(counters.counts()).as("counts of " + mailbox).isEqualTo(counts[0]);
        checkViewers(tx, mailbox, counters);
    }

    private static void checkViewers(
            MailTransaction tx, MailboxId mailbox, MailboxCounters counters) {
        var viewers = tx.viewers().viewers(mailbox);
        assertThat(counters.viewers()).as("viewers of " + mailbox).isEqualTo(viewers.size());
        for (Viewer viewer : viewers) {
            int[] seen = {0};
            tx.viewers()
                    .changedSince(
                            mailbox,
                            viewer.account(),
                            new ModSequence(1),
                            flag -> {
                                seen[0] += flag.seen() ? 1 : 0;
                                assertThat(tx.messages().find(mailbox, flag.uid()))
                                        .as("message " + flag.uid() + " of " + mailbox)
                                        .isPresent();
                            });
            assertThat(viewer.seen()).as("seen by " + viewer).isEqualTo(seen[0]);
        }
    }
}
