package org.posthorn.mailbox.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.MailboxCounters;
import org.posthorn.mailbox.store.MailboxCounts;
import org.posthorn.mailbox.store.MailboxId;

/// Counts the messages of every mailbox, and adds up those of every account.
final class CountCheck {
    private static final int SLICE = 100;

    /// How often a mailbox is counted that others change meanwhile.
    private static final int PATIENCE = 5;

    private final MailStorage storage;
    private final Findings findings;
    private final Map<AccountId, MailboxCounts> accounts = new HashMap<>();

    CountCheck(MailStorage storage, Findings findings) {
        this.storage = storage;
        this.findings = findings;
    }

    void run() {
        findings.begin("mailboxes");
        List<MailboxId> some = after(0);
        while (!some.isEmpty() && !findings.isOver()) {
            for (MailboxId mailbox : some) {
                check(mailbox);
                findings.checked(1);
            }
            some = after(some.getLast().value());
        }
        if (!findings.isOver()) {
            findings.begin("accounts");
            accounts.keySet().forEach(this::check);
        }
    }

    private List<MailboxId> after(long id) {
        return storage.reading(tx -> tx.mailboxes().after(id, SLICE));
    }

    private void check(MailboxId mailbox) {
        for (int tries = 0; tries < PATIENCE && !findings.isOver(); tries++) {
            var before = storage.reading(tx -> tx.mailboxes().counters(mailbox));
            if (before.isEmpty()) {
                return;
            }
            var counted = storage.reading(tx -> count(tx, mailbox, before.get()));
            var after = storage.reading(tx -> tx.mailboxes().counters(mailbox));
            if (after.equals(before)) {
                compare(mailbox, before.get(), counted);
                return;
            }
        }
    }

    private static MailboxCounts count(
            MailTransaction tx, MailboxId mailbox, MailboxCounters counters) {
        var counts = new MailboxCounts[] {MailboxCounts.NONE};
        tx.messages()
                .forEach(
                        mailbox,
                        counters.uidNext(),
                        row -> counts[0] = counts[0].plus(MailboxCounts.of(row)));
        return counts[0];
    }

    private void compare(MailboxId mailbox, MailboxCounters kept, MailboxCounts counted) {
        accounts.putIfAbsent(kept.owner(), MailboxCounts.NONE);
        if (!kept.counts().equals(counted)) {
            findings.found(
                    "mailbox %d of account %d: it has %s, and its row says %s"
                            .formatted(
                                    mailbox.value(),
                                    kept.owner().value(),
                                    words(counted),
                                    words(kept.counts())));
        }
    }

    /// The sum of what the rows of its mailboxes say.
    private void check(AccountId account) {
        for (int tries = 0; tries < PATIENCE && !findings.isOver(); tries++) {
            var before = storage.reading(tx -> tx.accounts().counters(account));
            var sum = storage.reading(tx -> sum(tx, account));
            var after = storage.reading(tx -> tx.accounts().counters(account));
            if (before.isPresent() && before.equals(after)) {
                long messages = before.get().messages();
                long octets = before.get().sizeOctets();
                if (sum.messages() != messages || sum.sizeOctets() != octets) {
                    findings.found(
                            "account %d: its mailboxes have %s, and its row says %d messages of %d octets"
                                    .formatted(account.value(), words(sum), messages, octets));
                }
                return;
            }
        }
    }

    private static MailboxCounts sum(MailTransaction tx, AccountId account) {
        var sum = MailboxCounts.NONE;
        for (var version : tx.mailboxes().versions(account)) {
            Optional<MailboxCounters> counters = tx.mailboxes().counters(version.mailbox());
            if (counters.isPresent()) {
                sum = sum.plus(counters.get().counts());
            }
        }
        return sum;
    }

    private static String words(MailboxCounts counts) {
        return "%d messages of %d octets, %d unseen, %d deleted"
                .formatted(
                        counts.messages(), counts.sizeOctets(), counts.unseen(), counts.deleted());
    }
}
