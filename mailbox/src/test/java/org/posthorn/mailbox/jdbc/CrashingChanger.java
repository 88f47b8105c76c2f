package org.posthorn.mailbox.jdbc;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.UidSet;

/// A process that changes mailboxes in every way there is, all at once, and says on standard output
/// what it was told is done, until it is killed.
///
/// Arguments: the data directory, the number of its round, the ids of five accounts.
final class CrashingChanger {
    /// More than one commit copies.
    static final int MANY = 1200;

    private final OpenStore open;
    private final String round;

    private CrashingChanger(OpenStore open, String round) {
        this.open = open;
        this.round = round;
    }

    public static void main(String[] args) {
        var accounts =
                Arrays.stream(args).skip(2).map(id -> new AccountId(Long.parseLong(id))).toList();
        new CrashingChanger(OpenStore.open(Path.of(args[0])), args[1]).run(accounts);
    }

    /// Each account is changed in one way.
    private void run(List<AccountId> accounts) {
        for (Consumer<Integer> work :
                List.<Consumer<Integer>>of(
                        n -> copy(accounts.get(0), n),
                        n -> move(accounts.get(1)),
                        n -> flagAndExpunge(accounts.get(2), n),
                        n -> rename(accounts.get(3)),
                        this::comeAndGo)) {
            Thread.ofPlatform()
                    .start(() -> {
                        for (int n = 0; ; n++) {
                            work.accept(n);
                        }
                    });
        }
    }

    private static void say(String what) {
        System.out.println(what);
    }

    private MailStore store() {
        return open.store();
    }

    private Mailbox open(AccountId account, String name) {
        return store().mailboxesOf(account).open(new MailboxName(name)).orElseThrow();
    }

    static List<Long> fill(MailStore store, Mailbox mailbox, String text, int count) {
        var bodies = new ArrayList<IncomingBody>();
        var messages = new ArrayList<NewMessage>();
        for (int i = 0; i < count; i++) {
            var body = store.newBody();
            body.write(("Subject: " + text + i + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            bodies.add(body);
            messages.add(new NewMessage(body, Flags.NONE, Instant.EPOCH));
        }
        try {
            return mailbox.append(messages).uids().stream().map(uid -> uid.value()).toList();
        } finally {
            bodies.forEach(IncomingBody::close);
        }
    }

    /// All messages to a new mailbox; the last but two copies are deleted.
    private void copy(AccountId account, int n) {
        String name = "copy-" + round + "-" + n;
        store().mailboxesOf(account).create(new MailboxName(name), Set.of());
        try (var stock = open(account, "Archive");
                var target = open(account, name)) {
            stock.copyTo(UidSet.ALL, target);
        }
        say("copied " + name);
        if (n >= 2) {
            String old = "copy-" + round + "-" + (n - 2);
            store().mailboxesOf(account).delete(new MailboxName(old));
            say("deleted " + old);
        }
    }

    private void move(AccountId account) {
        try (var here = open(account, "Archive");
                var there = open(account, "Trash")) {
            here.moveTo(UidSet.ALL, there);
            there.moveTo(UidSet.ALL, here);
        }
    }

    private void flagAndExpunge(AccountId account, int n) {
        try (var inbox = open(account, "INBOX")) {
            fill(store(), inbox, round + "-" + n + "-", 5).forEach(uid -> say("appended " + uid));
            inbox.changeFlags(
                    UidSet.ALL,
                    new FlagChange(
                            n % 2 == 0 ? FlagChange.Kind.ADD : FlagChange.Kind.REMOVE,
                            Flags.of(SystemFlag.SEEN.bit(), List.of("word" + n % 7))),
                    Optional.empty());
            if (n % 10 == 9) {
                long last = inbox.state().uidNext().value() - 1;
                var doomed = new UidSet.Builder().add(1, last - 20).build();
                inbox.expunge(doomed);
                say("expunged " + (last - 20));
            }
        }
    }

    private void rename(AccountId account) {
        var mailboxes = store().mailboxesOf(account);
        mailboxes.rename(new MailboxName("one"), new MailboxName("two/deep/one"));
        mailboxes.rename(new MailboxName("two/deep/one"), new MailboxName("one"));
    }

    private void comeAndGo(int n) {
        var account = TestMail.addAccount(open.mail(), round + "-" + n);
        try (var inbox = open(account, "INBOX")) {
            fill(store(), inbox, "short-", 20);
        }
        TestMail.removeAccount(open.mail(), account);
        say("removed " + account.value());
    }
}
