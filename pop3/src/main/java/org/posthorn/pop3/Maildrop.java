package org.posthorn.pop3;

import java.util.BitSet;
import java.util.Optional;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// An account's INBOX as a session found it: messages that arrive later are not in it, and numbers
/// never shift.
///
/// Messages are counted from 1. Deleting one marks it; only [#commit()] expunges.
final class Maildrop implements AutoCloseable {
    private final AccountId account;
    private final MaildropLocks locks;
    private final Mailbox inbox;
    private final MailboxState messages;
    private final BitSet deleted = new BitSet();
    private boolean closed;

    private Maildrop(AccountId account, MaildropLocks locks, Mailbox inbox) {
        this.account = account;
        this.locks = locks;
        this.inbox = inbox;
        this.messages = inbox.state();
    }

    /// Locks and opens the account's INBOX.
    ///
    /// @return empty when another session has it
    static Optional<Maildrop> open(Pop3Services services, MaildropLocks locks, AccountId account) {
        if (!locks.tryLock(account)) {
            return Optional.empty();
        }
        Optional<Mailbox> inbox = Optional.empty();
        try {
            inbox = services.store().mailboxesOf(account).open(MailboxName.INBOX);
            return inbox.map(mailbox -> new Maildrop(account, locks, mailbox));
        } finally {
            if (inbox.isEmpty()) {
                locks.unlock(account);
            }
        }
    }

    /// How many messages there are, deleted ones included.
    int size() {
        return messages.size();
    }

    /// Whether there is such a message, and it is not marked as deleted.
    boolean has(int number) {
        return number >= 1 && number <= size() && !deleted.get(number);
    }

    /// How many messages are not marked as deleted.
    int remaining() {
        return size() - deleted.cardinality();
    }

    /// The octets of those that are not marked as deleted.
    long remainingOctets() {
        long octets = 0;
        for (int number = 1; number <= size(); number++) {
            octets += deleted.get(number) ? 0 : octets(number);
        }
        return octets;
    }

    long octets(int number) {
        return messages.row(number - 1).sizeOctets();
    }

    /// UIDL's name of the message: never reused in this maildrop (RFC 1939 section 7).
    String uniqueId(int number) {
        return inbox.info().uidValidity() + "." + uid(number);
    }

    private Uid uid(int number) {
        return messages.uid(number - 1);
    }

    /// The message's octets, unless somebody else has expunged it meanwhile.
    Optional<MessageContent> content(int number) {
        return inbox.content(uid(number));
    }

    void delete(int number) {
        deleted.set(number);
    }

    void undeleteAll() {
        deleted.clear();
    }

    /// Expunges what is marked, in one durable commit.
    void commit() {
        var uids = new UidSet.Builder();
        deleted.stream().forEach(number -> uids.add(uid(number)));
        UidSet marked = uids.build();
        if (!marked.isEmpty()) {
            inbox.expunge(marked);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                inbox.close();
            } finally {
                locks.unlock(account);
            }
        }
    }
}
