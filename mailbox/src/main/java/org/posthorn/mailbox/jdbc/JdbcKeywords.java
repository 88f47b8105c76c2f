package org.posthorn.mailbox.jdbc;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.jdbc.JdbcTransaction.Null;
import org.posthorn.mailbox.jdbc.KeywordLists.Names;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.KeywordLimitException;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.StoreException;

/// Keywords and their numbers, as one transaction sees them.
final class JdbcKeywords {
    /// As many bits as a row has for them.
    private static final int MAX_LISTED = 4096;

    private final JdbcTransaction tx;
    private final KeywordLists lists;

    /// What this transaction has added to, which others must not see before it is committed.
    private final Map<MailboxId, Names> grown = new HashMap<>();

    JdbcKeywords(JdbcTransaction tx, KeywordLists lists) {
        this.tx = tx;
        this.lists = lists;
    }

    /// In the order of their numbers.
    List<String> of(MailboxId mailbox) {
        return read(mailbox).all();
    }

    private Names known(MailboxId mailbox) {
        Names mine = grown.get(mailbox);
        if (mine != null) {
            return mine;
        }
        Names known = lists.get(mailbox);
        return known != null ? known : read(mailbox);
    }

    private Names read(MailboxId mailbox) {
        Names mine = grown.get(mailbox);
        if (mine != null) {
            return mine;
        }
        var names =
                new Names(
                        tx.list(
                                """
                                SELECT name
                                FROM mailbox_keywords --DERBY-PROPERTIES constraint=mailbox_keywords_key
                                WHERE mailbox_id = ? ORDER BY number
                                """,
                                row -> row.getString(1),
                                mailbox.value()));
        lists.put(mailbox, names);
        return names;
    }

    /// Gives numbers to those that have none; by whoever holds the mailbox's row.
    void add(MailboxId mailbox, Collection<String> keywords) {
        if (keywords.isEmpty() || hasAll(known(mailbox), keywords)) {
            return;
        }
        var all = new ArrayList<>(read(mailbox).all());
        for (String keyword : keywords) {
            if (new Names(all).number(keyword) < 0) {
                requireRoom(all);
                tx.update(
                        "INSERT INTO mailbox_keywords (mailbox_id, number, name) VALUES (?, ?, ?)",
                        mailbox.value(),
                        all.size(),
                        keyword);
                all.add(keyword);
                grown.put(mailbox, new Names(all));
            }
        }
    }

    private static void requireRoom(List<String> listed) {
        if (listed.size() >= MAX_LISTED) {
            throw new KeywordLimitException(
                    "a mailbox has at most " + MAX_LISTED + " keywords in its whole life");
        }
    }

    private static boolean hasAll(Names names, Collection<String> keywords) {
        return keywords.stream().allMatch(keyword -> names.number(keyword) >= 0);
    }

    /// What a message's row says of its keywords.
    Object stored(MailboxId mailbox, Flags flags) {
        if (flags.keywords().isEmpty()) {
            return Null.OCTETS;
        }
        add(mailbox, flags.keywords());
        Names names = known(mailbox);
        var numbers = new BitSet();
        flags.keywords().forEach(keyword -> numbers.set(names.number(keyword)));
        return numbers.toByteArray();
    }

    /// The flags that a message's row says.
    Flags flags(MailboxId mailbox, int systemBits, byte @Nullable [] keywords) {
        if (keywords == null) {
            return Flags.of(systemBits, List.of());
        }
        Flags flags = known(mailbox).flags(systemBits, keywords);
        if (flags == null) {
            flags = read(mailbox).flags(systemBits, keywords);
        }
        if (flags == null) {
            throw new StoreException("a message has a keyword that its mailbox has not");
        }
        return flags;
    }
}
