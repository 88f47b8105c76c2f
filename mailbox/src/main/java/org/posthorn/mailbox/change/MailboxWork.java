package org.posthorn.mailbox.change;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// A change of certain mailboxes' messages.
final class MailboxWork<T> extends Work<T> {
    private final List<SharedMailbox> mailboxes;
    private final boolean alone;
    private final Function<Draft, T> rule;

    /// @param nothing what is found out before anything is planned
    /// @param alone whether others must not wait for it in the same transaction
    /// @param rule plans it, perhaps several times
    MailboxWork(T nothing, List<SharedMailbox> mailboxes, boolean alone, Function<Draft, T> rule) {
        super(nothing);
        this.mailboxes = mailboxes;
        this.alone = alone;
        this.rule = rule;
    }

    @Override
    protected Collection<SharedMailbox> mailboxes() {
        return mailboxes;
    }

    @Override
    protected boolean isAlone() {
        return alone;
    }

    @Override
    protected T plan(Draft draft) {
        return rule.apply(draft);
    }
}
