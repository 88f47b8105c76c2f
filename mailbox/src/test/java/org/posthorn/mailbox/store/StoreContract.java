package org.posthorn.mailbox.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.posthorn.mailbox.directory.AccountId;

/// What the contract tests of a store have in common: a fresh store with one account, `alice`.
public abstract class StoreContract {
    protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    protected StoreFixture fixture;
    protected AccountId alice;

    protected abstract StoreFixture newFixture();

    @BeforeEach
    void openStore() {
        fixture = newFixture();
        alice = fixture.newAccount();
    }

    @AfterEach
    void closeStore() {
        fixture.close();
    }

    protected MailStore store() {
        return fixture.store();
    }

    protected Mailbox open(String name) {
        return store().mailboxesOf(alice).open(new MailboxName(name)).orElseThrow();
    }

    protected void create(String name) {
        store().mailboxesOf(alice).create(new MailboxName(name), Set.of());
    }

    protected IncomingBody body(String text) {
        var body = store().newBody();
        body.write(text.getBytes(StandardCharsets.UTF_8));
        return body;
    }

    protected static String message(String subject) {
        return "From: bob@example.org\r\nTo: alice@example.com\r\nSubject: "
                + subject
                + "\r\nMessage-ID: <"
                + subject
                + "@example.org>\r\n\r\nHello.\r\n";
    }

    protected List<PlacementOutcome> deliver(String text, AccountId... accounts) {
        var placements = new ArrayList<Placement>();
        for (AccountId account : accounts) {
            placements.add(new Placement.IntoInbox(account, header(account)));
        }
        try (var body = body(text)) {
            return store().deliver(store().examine(body), placements);
        }
    }

    protected static String header(AccountId account) {
        return "Return-Path: <bob@example.org>\r\nDelivered-To: account"
                + account.value()
                + "@example.com\r\n";
    }

    protected Uid append(Mailbox mailbox, String text, SystemFlag... flags) {
        try (var body = body(text)) {
            return mailbox.append(List.of(new NewMessage(body, Flags.of(flags), NOON)))
                    .uids()
                    .getFirst();
        }
    }

    /// Appends messages with the subjects `1` to `count`.
    protected void fill(Mailbox mailbox, int count) {
        for (int i = 1; i <= count; i++) {
            append(mailbox, message(String.valueOf(i)));
        }
    }

    protected static FlagOutcome add(Mailbox mailbox, UidSet uids, SystemFlag... flags) {
        return mailbox.changeFlags(
                uids, new FlagChange(FlagChange.Kind.ADD, Flags.of(flags)), Optional.empty());
    }

    protected static String text(Mailbox mailbox, Uid uid) {
        return text(mailbox.content(uid).orElseThrow());
    }

    protected static String text(MessageContent content) {
        var out = new ByteArrayOutputStream();
        try {
            content.writeTo(out, 0, Long.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    protected static List<Long> uids(MailboxState state) {
        var uids = new ArrayList<Long>();
        for (int i = 0; i < state.size(); i++) {
            uids.add(state.uidValue(i));
        }
        return uids;
    }

    protected static List<MessageSummary> summaries(Mailbox mailbox, UidSet uids) {
        var all = new ArrayList<MessageSummary>();
        mailbox.summaries(uids, all::add);
        return all;
    }
}
