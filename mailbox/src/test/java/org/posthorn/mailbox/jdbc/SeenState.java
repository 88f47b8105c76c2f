package org.posthorn.mailbox.jdbc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.AccountUsage;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MailboxStatus;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.UidSet;

/// All that clients of some accounts can see, and what waits for others.
record SeenState(Map<AccountId, Account> accounts, SeenOutbound outbound) {
    record Account(
            Map<MailboxName, Box> boxes, List<MailboxName> subscriptions, AccountUsage usage) {}

    record Box(
            MailboxInfo info,
            MailboxStatus status,
            long uidNext,
            long highestModSequence,
            List<Message> messages) {}

    record Message(MessageRow row, long checksum, String subject) {}

    /// What is alike where the same was done to two stores at two times: all but the times, and the
    /// numbers that were new.
    String likeness() {
        var text = new StringBuilder();
        accounts.forEach((id, account) -> {
            text.append(id).append(account.subscriptions).append(account.usage).append('\n');
            account.boxes.forEach((name, box) -> {
                text.append(name).append(' ').append(box.uidNext).append(' ');
                text.append(box.highestModSequence).append(' ').append(box.status.unseen());
                text.append(' ').append(box.status.deleted()).append('\n');
                for (Message message : box.messages) {
                    text.append(message.row.uid()).append(' ').append(message.row.flags());
                    text.append(' ').append(message.row.modSequence()).append(' ');
                    text.append(message.row.sizeOctets()).append(' ').append(message.checksum);
                    text.append(' ').append(message.subject).append('\n');
                }
            });
        });
        outbound.likeness(text);
        return text.toString();
    }

    /// The first line of what is not alike.
    String difference(SeenState other) {
        return difference(likeness(), other.likeness());
    }

    static String difference(String found, String expected) {
        var lines = found.lines().toList();
        var others = expected.lines().toList();
        for (int i = 0; i < Math.min(lines.size(), others.size()); i++) {
            if (!lines.get(i).equals(others.get(i))) {
                return lines.get(i) + " instead of " + others.get(i);
            }
        }
        return lines.size() + " lines instead of " + others.size();
    }

    static SeenState of(OpenStore store, List<AccountId> accounts) {
        var seen = new TreeMap<AccountId, Account>((a, b) -> Long.compare(a.value(), b.value()));
        for (AccountId account : accounts) {
            seen.put(account, account(store, account));
        }
        return new SeenState(seen, SeenOutbound.of(store));
    }

    private static Account account(OpenStore store, AccountId account) {
        var mailboxes = store.store().mailboxesOf(account);
        var boxes = new TreeMap<MailboxName, Box>();
        for (MailboxInfo info : mailboxes.list()) {
            try (var mailbox = mailboxes.open(info.name()).orElseThrow()) {
                boxes.put(info.name(), box(mailbox, mailboxes.status(info.name()).orElseThrow()));
            }
        }
        return new Account(
                boxes,
                List.copyOf(mailboxes.subscriptions()),
                store.store().usage(account).orElseThrow());
    }

    private static Box box(Mailbox mailbox, MailboxStatus status) {
        var state = mailbox.state();
        var rows = new TreeMap<Long, MessageRow>();
        for (int i = 0; i < state.size(); i++) {
            rows.put(state.row(i).uid().value(), state.row(i));
        }
        var checksums = new TreeMap<Long, Long>();
        mailbox.contents(
                UidSet.ALL, (uid, content) -> checksums.put(uid.value(), checksum(content)));
        var subjects = new TreeMap<Long, String>();
        mailbox.summaries(
                UidSet.ALL,
                summary ->
                        subjects.put(
                                summary.uid().value(), summary.parsed().sortKeys().baseSubject()));
        var messages = new ArrayList<Message>();
        rows.forEach((uid, row) ->
                messages.add(
                        new Message(
                                row,
                                checksums.getOrDefault(uid, -1L),
                                subjects.getOrDefault(uid, "missing"))));
        return new Box(
                mailbox.info(),
                status,
                state.uidNext().value(),
                state.highestModSequence().value(),
                messages);
    }

    private static long checksum(MessageContent content) {
        var octets = new ByteArrayOutputStream();
        try {
            content.writeTo(octets, 0, Long.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var checksum = new CRC32C();
        checksum.update(octets.toByteArray());
        return checksum.getValue();
    }
}
