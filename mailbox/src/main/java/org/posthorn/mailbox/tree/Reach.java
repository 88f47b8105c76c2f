package org.posthorn.mailbox.tree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rights.Rights;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.tree.Grants.Granted;
import org.posthorn.mailbox.tree.Namespaces.Foreign;

/// What a viewer finds by names: its own mailboxes, and those of others on which it has rights.
public final class Reach {
    private final Trees trees;
    private final Grants grants;
    private final AccountId viewer;

    public Reach(Trees trees, Grants grants, AccountId viewer) {
        this.trees = trees;
        this.grants = grants;
        this.viewer = viewer;
    }

    /// All that are somebody else's, those included that the viewer may not see in a list.
    public List<Reached> foreign() {
        var all = new ArrayList<Reached>();
        Map<MailboxId, Granted> granted = grants.of(viewer);
        var owners = new HashSet<AccountId>();
        granted.values().forEach(grant -> owners.add(grant.owner()));
        for (AccountId owner : owners) {
            for (MailboxInfo info : trees.of(owner).mailboxes().values()) {
                Granted grant = granted.get(info.id());
                if (grant != null) {
                    foreign(info, grant).ifPresent(all::add);
                }
            }
        }
        return all;
    }

    private Reached own(MailboxInfo info) {
        return new Reached(viewer, info, info.name(), Rights.ALL);
    }

    private static Optional<Reached> foreign(MailboxInfo info, Granted grant) {
        return Namespaces.name(new Foreign(grant.everyones(), grant.address(), info.name()))
                .map(name -> new Reached(grant.owner(), info, name, grant.rights()));
    }

    /// The mailbox of this name, as far as is known.
    public Optional<Reached> find(MailboxName name) {
        var own = trees.of(viewer).find(name);
        return own.isPresent() ? own.map(this::own) : Namespaces.parse(name).flatMap(this::find);
    }

    /// The mailbox of this name as the database has it: a query by key, or two for one of others,
    /// where nothing has changed.
    public Optional<Reached> findAnew(MailboxName name) {
        trees.reload(viewer);
        if (Namespaces.parse(name).filter(foreign -> !isCurrent(foreign)).isPresent()) {
            grants.forget(viewer);
        }
        return find(name);
    }

    /// Whether what is known of the rights in the owner's tree is of its version.
    private boolean isCurrent(Foreign foreign) {
        return grant(foreign)
                .filter(grant -> trees.reload(grant.owner()).version() == grant.version())
                .isPresent();
    }

    private Optional<Granted> grant(Foreign foreign) {
        return grants.of(viewer).values().stream()
                .filter(grant -> grant.address().equals(foreign.owner()))
                .findFirst();
    }

    private Optional<Reached> find(Foreign foreign) {
        return grant(foreign)
                .flatMap(any -> trees.of(any.owner()).find(foreign.name()))
                .flatMap(info -> {
                    Granted grant = grants.of(viewer).get(info.id());
                    return grant == null || grant.everyones() != foreign.everyones()
                            ? Optional.empty()
                            : foreign(info, grant);
                });
    }

    /// The nearest mailbox of others above a name, in whose tree it is to be.
    public Optional<Reached> above(MailboxName name) {
        Optional<MailboxName> above = name.parent();
        while (above.isPresent()) {
            var found = find(above.get());
            if (found.isPresent()) {
                return found;
            }
            above = above.get().parent();
        }
        return Optional.empty();
    }

    /// A name of a mailbox of others as its owner says it.
    public static Optional<MailboxName> ownersName(MailboxName name) {
        return Namespaces.parse(name).map(Foreign::name);
    }
}
