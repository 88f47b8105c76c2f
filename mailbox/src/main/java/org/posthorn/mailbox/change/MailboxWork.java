package org.posthorn.mailbox.change;

import java.util.Collection;
import java.util.List;

/// A change of certain mailboxes' messages.
abstract class MailboxWork<T> extends Work<T> {
    private final List<SharedMailbox> mailboxes;

    MailboxWork(T nothing, List<SharedMailbox> mailboxes) {
        super(nothing);
        this.mailboxes = mailboxes;
    }

    @Override
    protected final Collection<SharedMailbox> mailboxes() {
        return mailboxes;
    }
}
