package org.posthorn.mailbox.change;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rights.Grant;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MailboxOutcome;
import org.posthorn.mailbox.store.MailboxOutcome.AlreadyExists;
import org.posthorn.mailbox.store.MailboxOutcome.Done;
import org.posthorn.mailbox.store.MailboxOutcome.HasChildren;
import org.posthorn.mailbox.store.MailboxOutcome.NoSuchMailbox;
import org.posthorn.mailbox.store.MailboxOutcome.NotPermitted;
import org.posthorn.mailbox.store.SpecialUse;
import org.posthorn.mailbox.store.StoreException;

/// The changes of one account's tree. Each mailbox has its parents, because CREATE makes them,
/// DELETE refuses to leave a child behind and RENAME takes the children along.
final class TreeChanges {
    private final StoreParts parts;
    private final AccountId account;

    TreeChanges(StoreParts parts, AccountId account) {
        this.parts = parts;
        this.account = account;
    }

    private <T> T run(T nothing, Function<TreeDraft, T> rule) {
        return parts.commits()
                .run(
                        new Work<T>(nothing) {
                            @Override
                            protected Collection<SharedMailbox> mailboxes() {
                                return List.of();
                            }

                            @Override
                            protected Collection<AccountId> trees() {
                                return List.of(account);
                            }

                            @Override
                            protected T plan(Draft draft) {
                                return rule.apply(
                                        draft.tree(account)
                                                .orElseThrow(() ->
                                                        new StoreException(
                                                                "the account has been removed")));
                            }
                        });
    }

    private MailboxOutcome decide(MailboxName name, Function<TreeDraft, MailboxOutcome> rule) {
        return run(new NoSuchMailbox(name), rule);
    }

    void subscribe(MailboxName name) {
        run(
                true,
                tree -> {
                    tree.subscribe(name);
                    return true;
                });
    }

    void unsubscribe(MailboxName name) {
        run(
                true,
                tree -> {
                    tree.unsubscribe(name);
                    return true;
                });
    }

    MailboxOutcome create(MailboxName name, Set<SpecialUse> uses) {
        return decide(
                name,
                tree ->
                        tree.find(name).isPresent()
                                ? new AlreadyExists(name)
                                : new Done(tree.make(name, uses)));
    }

    /// Its messages are removed in the background.
    MailboxOutcome delete(MailboxName name) {
        if (name.isInbox()) {
            return new NotPermitted("INBOX cannot be deleted");
        }
        return decide(name, tree -> delete(tree, name));
    }

    private static MailboxOutcome delete(TreeDraft tree, MailboxName name) {
        var doomed = tree.find(name);
        if (doomed.isEmpty()) {
            return new NoSuchMailbox(name);
        }
        if (!tree.tree().below(name).isEmpty()) {
            return new HasChildren(name);
        }
        tree.remove(doomed.get());
        return new Done(doomed.get());
    }

    MailboxOutcome rename(MailboxName from, MailboxName to) {
        return decide(from, tree -> rename(tree, from, to));
    }

    private static MailboxOutcome rename(TreeDraft tree, MailboxName from, MailboxName to) {
        var renamed = tree.find(from);
        if (renamed.isEmpty()) {
            return new NoSuchMailbox(from);
        }
        if (tree.find(to).isPresent()) {
            return new AlreadyExists(to);
        }
        if (to.isBelow(from)) {
            return new NotPermitted("a mailbox cannot move below itself");
        }
        var below = tree.tree().below(from);
        var names = new ArrayList<MailboxName>(below.size());
        try {
            for (MailboxInfo mailbox : below) {
                names.add(below(mailbox.name(), from, to));
            }
        } catch (IllegalArgumentException e) {
            return new NotPermitted("a name below it would not be valid: " + e.getMessage());
        }
        tree.makeParents(to);
        tree.rename(renamed.get(), to);
        int next = 0;
        for (MailboxInfo mailbox : below) {
            tree.rename(mailbox, names.get(next));
            next++;
        }
        return new Done(tree.find(to).orElseThrow());
    }

    /// Sets what somebody may do; no rights take the grant away.
    MailboxOutcome setRights(MailboxName name, Grant grant) {
        if (grant.grantee().equals(Optional.of(account))) {
            return new NotPermitted("an owner has all rights");
        }
        return decide(name, tree -> setRights(tree, name, grant));
    }

    private static MailboxOutcome setRights(TreeDraft tree, MailboxName name, Grant grant) {
        var mailbox = tree.find(name);
        if (mailbox.isEmpty()) {
            return new NoSuchMailbox(name);
        }
        if (!grant.grantee().map(tree::exists).orElse(true)) {
            return new NotPermitted("there is no such account");
        }
        tree.setRights(mailbox.get(), grant);
        return new Done(mailbox.get());
    }

    private static MailboxName below(MailboxName name, MailboxName from, MailboxName to) {
        return new MailboxName(to.value() + name.value().substring(from.value().length()));
    }
}
