package org.posthorn.mailbox.change;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.NewBody;
import org.posthorn.mailbox.rows.PendingRows.Expansion;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.tree.Tree;

/// What one transaction is going to change, while it is being planned.
public final class Draft {
    private final ChangeParts parts;
    private final MailTransaction tx;
    private final Set<AccountId> overLimit;
    private final Instant moment = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /// By ids, in which order their rows are taken.
    private final TreeMap<Long, MailboxDraft> mailboxes = new TreeMap<>();

    private final Map<AccountId, TreeDraft> trees = new LinkedHashMap<>();
    private final Map<BodyId, NewBody> bodies = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Expansion> expansions = new ArrayList<>();
    private final QueueDraft queue;

    /// @param overLimit accounts that have no room for what was planned before
    Draft(ChangeParts parts, MailTransaction tx, Set<AccountId> overLimit) {
        this.parts = parts;
        this.tx = tx;
        this.overLimit = overLimit;
        this.queue = new QueueDraft(tx);
    }

    /// What is to become of the queue, and what the log says of all of it.
    public QueueDraft queue() {
        return queue;
    }

    /// Takes the trees, each with its new version.
    void takeTrees(Collection<AccountId> accounts) {
        accounts.stream()
                .distinct()
                .sorted(Comparator.comparingLong(AccountId::value))
                .forEach(account ->
                        tx.trees()
                                .advance(account)
                                .ifPresent(version -> takeTree(account, version)));
    }

    private void takeTree(AccountId account, long version) {
        var tree = parts.trees().toChange(tx, account, version);
        trees.put(account, new TreeDraft(this, parts.storage(), account, tree));
    }

    /// Looks at mailboxes as they are known, or where they are not, as they were committed.
    ///
    /// @param hold whether to hold their rows, and to bring what is known to what they say
    void takeMailboxes(Collection<SharedMailbox> wanted, boolean hold) {
        wanted.stream()
                .distinct()
                .sorted(Comparator.comparingLong(mailbox -> mailbox.id().value()))
                .forEach(mailbox -> takeMailbox(mailbox, hold));
    }

    private void takeMailbox(SharedMailbox mailbox, boolean hold) {
        Known known = mailbox.known();
        if (!hold && known != null) {
            if (!mailbox.isDeleted()) {
                put(mailbox, known);
            }
            return;
        }
        var counters =
                hold ? tx.mailboxes().take(mailbox.id()) : tx.mailboxes().counters(mailbox.id());
        counters.ifPresent(now -> put(mailbox, parts.states().upTo(tx, mailbox.id(), known, now)));
    }

    private void put(SharedMailbox mailbox, Known known) {
        mailboxes.put(mailbox.id().value(), new MailboxDraft(this, mailbox, known));
    }

    /// Plans one of the works of the transaction.
    void plan(Work<?> work) {
        mailboxes.values().forEach(MailboxDraft::beginWork);
        work.planIn(this);
    }

    /// The transaction's rows, to read what goes by them.
    public MailTransaction rows() {
        return tx;
    }

    /// When it happens, to the second.
    public Instant moment() {
        return moment;
    }

    /// A mailbox of a work, unless it is gone.
    public Optional<MailboxDraft> find(SharedMailbox mailbox) {
        return Optional.ofNullable(mailboxes.get(mailbox.id().value()));
    }

    /// A mailbox of a work.
    ///
    /// @throws StoreException when it is gone
    public MailboxDraft of(SharedMailbox mailbox) {
        return find(mailbox).orElseThrow(() -> new StoreException("the mailbox has been deleted"));
    }

    /// The tree of an account of a work, unless that is gone.
    public Optional<TreeDraft> tree(AccountId account) {
        return Optional.ofNullable(trees.get(account));
    }

    /// The tree of an account that this transaction makes.
    TreeDraft newTree(AccountId account) {
        add(new Change.AccountMade(account));
        tx.trees().addTree(account);
        var tree = new TreeDraft(this, parts.storage(), account, Tree.of(1, List.of(), List.of()));
        trees.put(account, tree);
        return tree;
    }

    /// Whether the account was found to have no room.
    public boolean isOverLimit(AccountId account) {
        return overLimit.contains(account);
    }

    /// The flags, without keywords where those are too many for the mailbox.
    public Flags fitting(SharedMailbox mailbox, Flags flags) {
        return KeywordLimits.fitting(this, mailbox, flags);
    }

    /// Says that messages which are added here have a body of their own.
    public void addBody(NewBody body) {
        bodies.put(body.id(), body);
    }

    /// Says that a message will be delivered to many by later commits.
    ///
    /// @param placements the encoded list of where to
    public void expand(Expansion expansion, NewBody message, NewBody placements) {
        addBody(message);
        addBody(placements);
        expansions.add(expansion);
    }

    List<Expansion> expansions() {
        return expansions;
    }

    /// Plans a change that is not one of messages or trees.
    void add(Change change) {
        changes.add(change);
    }

    Map<BodyId, NewBody> bodies() {
        return bodies;
    }

    List<Change> changes() {
        return changes;
    }

    /// By ids.
    Collection<MailboxDraft> mailboxes() {
        return mailboxes.values();
    }

    Collection<TreeDraft> trees() {
        return trees.values();
    }
}
