package org.posthorn.mailbox.change;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rights.Grant;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.MailboxRight;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.SpecialUse;
import org.posthorn.mailbox.tree.Tree;

/// An account's tree within a transaction that holds it, with what is planned already.
public final class TreeDraft {
    private final Draft draft;
    private final MailStorage storage;
    private final AccountId account;
    private final long version;
    private final TreeMap<MailboxName, MailboxInfo> mailboxes;
    private final TreeSet<MailboxName> subscriptions;

    /// What was made here, with the rights on it.
    private final Map<MailboxId, List<Grant>> made = new HashMap<>();

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
        var inherited = name.parent().map(mailboxes::get).map(this::grants).orElse(List.of());
        inherited.forEach(grant -> setRights(mailbox, grant));
        made.put(mailbox.id(), inherited);
        return mailbox;
    }

    /// What is below a mailbox may be used by those who may use that (RFC 4314 section 4).
    private List<Grant> grants(MailboxInfo mailbox) {
        List<Grant> known = made.get(mailbox.id());
        return known != null
                ? known
                : draft.rows().trees().rights(mailbox.id()).stream()
                        .map(right -> new Grant(right.grantee(), right.rights()))
                        .toList();
    }

    void setRights(MailboxInfo mailbox, Grant grant) {
        draft.add(
                new Change.RightSet(
                        account, new MailboxRight(mailbox.id(), grant.grantee(), grant.rights())));
    }

    boolean exists(AccountId other) {
        return draft.rows().accounts().counters(other).isPresent();
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
