package org.posthorn.mailbox.twostores;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Mailboxes;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.PlacementOutcome;
import org.posthorn.mailbox.store.Uid;

/// One of two stores, as one account's client uses it: what it has opened stays open, so that it
/// knows of the other's changes only what the store finds out.
final class Side implements AutoCloseable {
    private final MailStore store;
    private final AccountId account;
    private final Map<MailboxName, Mailbox> open = new HashMap<>();

    Side(MailStore store, AccountId account) {
        this.store = store;
        this.account = account;
    }

    MailStore store() {
        return store;
    }

    Mailboxes mailboxes() {
        return store.mailboxesOf(account);
    }

    /// The mailbox that has this name now: one that was deleted is let go.
    Mailbox open(MailboxName name) {
        var found = mailboxes().open(name).orElseThrow();
        Mailbox known = open.get(name);
        if (known != null && known.info().id().equals(found.info().id())) {
            found.close();
            return known;
        }
        if (known != null) {
            known.close();
        }
        open.put(name, found);
        return found;
    }

    PlacementOutcome deliver(String text) {
        try (var body = store.newBody()) {
            body.write(text.getBytes(StandardCharsets.US_ASCII));
            return store.deliver(store.examine(body), List.of(new Placement.IntoInbox(account, "")))
                    .getFirst();
        }
    }

    Uid append(MailboxName name, String text, Flags flags) {
        try (var body = store.newBody()) {
            body.write(text.getBytes(StandardCharsets.US_ASCII));
            return open(name)
                    .append(List.of(new NewMessage(body, flags, Instant.EPOCH)))
                    .uids()
                    .getFirst();
        }
    }

    static String text(MessageContent content) {
        var out = new ByteArrayOutputStream();
        try {
            content.writeTo(out, 0, Long.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        open.values().forEach(Mailbox::close);
    }
}
