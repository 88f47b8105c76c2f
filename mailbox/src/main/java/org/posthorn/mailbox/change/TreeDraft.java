package org.posthorn.mailbox.change;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.SpecialUse;

/// An account's tree within a transaction that holds it, with what is planned already.
public final class TreeDraft {
    private final Draft draft;
    private final MailStorage storage;
    private final AccountId account;
    private final long version;
    private final TreeMap<MailboxName, MailboxInfo> mailboxes;
    private final TreeSet<MailboxName> subscriptions;

    TreeDraft(Draft draft, MailStorage storage, AccountId account, Tree tree) {
        this.draft = draft;
        this.storage = storage;
        this.account = account;
        this.version = tree.version();
        this.mailboxes = new TreeMap<>(tree.mailboxes());
        this.subscriptions = new TreeSet<>(tree.subscriptions());
    }

    AccountId account() {
        return account;
    }

    /// As it is now.
    public Tree tree() {
        return Tree.of(version, mailboxes.values(), subscriptions);
    }

    public Optional<MailboxInfo> find(MailboxName name) {
        return Optional.ofNullable(mailboxes.get(name));
    }

    /// Adds a mailbox and those parents of it that are missing.
    public MailboxInfo make(MailboxName name, Set<SpecialUse> uses) {
        makeParents(name);
        var mailbox =
                new MailboxInfo(
                        storage.newMailboxId(), name, draft.rows().trees().newUidValidity(), uses);
        mailboxes.put(name, mailbox);
        draft.add(new Change.MailboxMade(account, mailbox));
        return mailbox;
    }

    void makeParents(MailboxName name) {
        name.parent()
                .filter(parent -> !mailboxes.containsKey(parent))
                .ifPresent(parent -> make(parent, Set.of()));
    }

    void rename(MailboxInfo mailbox, MailboxName to) {
        var renamed =
                new MailboxInfo(mailbox.id(), to, mailbox.uidValidity(), mailbox.specialUses());
        mailboxes.remove(mailbox.name());
        mailboxes.put(to, renamed);
        draft.add(new Change.MailboxRenamed(account, mailbox.name(), renamed));
    }

    void remove(MailboxInfo mailbox) {
        mailboxes.remove(mailbox.name());
        draft.add(new Change.MailboxGone(account, mailbox));
    }

    void subscribe(MailboxName name) {
        if (subscriptions.add(name)) {
            draft.add(new Change.Subscribed(account, name));
        }
    }

    void unsubscribe(MailboxName name) {
        if (subscriptions.remove(name)) {
            draft.add(new Change.Unsubscribed(account, name));
        }
    }
}
