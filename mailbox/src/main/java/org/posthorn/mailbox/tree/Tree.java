package org.posthorn.mailbox.tree;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;

/// An account's mailboxes and subscriptions at one version: immutable.
///
/// @param mailboxes by name; each with its parents
public record Tree(
        long version,
        NavigableMap<MailboxName, MailboxInfo> mailboxes,
        SortedSet<MailboxName> subscriptions) {
    /// Of an account that is not there.
    public static final Tree NONE = of(0, List.of(), List.of());

    public static Tree of(
            long version,
            Collection<MailboxInfo> mailboxes,
            Collection<MailboxName> subscriptions) {
        var byName = new TreeMap<MailboxName, MailboxInfo>();
        mailboxes.forEach(mailbox -> byName.put(mailbox.name(), mailbox));
        return new Tree(
                version,
                Collections.unmodifiableNavigableMap(byName),
                Collections.unmodifiableSortedSet(new TreeSet<>(subscriptions)));
    }

    public Optional<MailboxInfo> find(MailboxName name) {
        return Optional.ofNullable(mailboxes.get(name));
    }

    /// The mailboxes below a name, at any depth.
    public Collection<MailboxInfo> below(MailboxName name) {
        char separator = MailboxName.SEPARATOR;
        return mailboxes.tailMap(name, false).values().stream()
                .dropWhile(
                        mailbox -> mailbox.name().value().compareTo(name.value() + separator) < 0)
                .takeWhile(mailbox -> mailbox.name().isBelow(name))
                .toList();
    }
}
