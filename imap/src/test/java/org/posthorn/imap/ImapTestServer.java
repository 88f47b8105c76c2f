package org.posthorn.imap;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.directory.Authenticator;
import org.posthorn.mailbox.directory.DirectoryOutcome;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.mailbox.login.LoginGate;
import org.posthorn.mailbox.login.LoginResult;
import org.posthorn.mailbox.login.LoginSettings;
import org.posthorn.mailbox.rights.Grant;
import org.posthorn.mailbox.rights.Rights;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Mailboxes;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.UidSet;
import org.posthorn.net.CommandMeters;
import org.posthorn.net.ConnectionLimits;
import org.posthorn.net.Listener;
import org.posthorn.net.ListenerSettings;
import org.posthorn.net.TestCertificates;
import org.posthorn.net.Tls;
import org.posthorn.net.transcript.TranscriptHost;
import org.posthorn.net.transcript.Wire;

/// An IMAP server in memory with one account, alice@example.com, whose password is `secret`.
///
/// Each connection begins logged in, with the first mailbox of the `given` lines selected.
///
/// | given | |
/// | --- | --- |
/// | `INBOX with 2 messages` | small plain texts that arrived on 1, 2, ... January 2026 |
/// | `INBOX with NAME.eml` | the message of that name in `messages` |
/// | `message 1 of INBOX is \Seen` | its flags |
/// | `nothing selected`, `nobody logged in` | where connections begin |
/// | `logins are put off` | as if too many had failed |
/// | `STARTTLS` | passwords must not come in the clear |
final class ImapTestServer implements TranscriptHost.Server {
    static final String LOGIN = "alice@example.com";
    static final String PASSWORD = "secret";
    private static final Instant FIRST_DAY = Instant.parse("2026-01-01T12:00:00Z");
    private static final Pattern MESSAGES = Pattern.compile("(\\S+) with ([0-9]+) messages?");
    private static final Pattern SHARED =
            Pattern.compile("(\\S+) of carol with ([0-9]+) messages, shared as (\\S+)");
    private static final Pattern MESSAGE_FILE = Pattern.compile("(\\S+) with (\\S+\\.eml)");
    private static final Pattern FLAGS = Pattern.compile("message ([0-9]+) of (\\S+) is (.*)");

    private final Mail storage = Mail.inMemory();
    private final PrometheusRegistry figures = new PrometheusRegistry();
    private final ImapMeters meters = new ImapMeters(new CommandMeters(figures), figures);
    private final EmailAddress address;
    private final Listener listener;
    private String selected = "";
    private boolean loggedIn = true;
    private boolean selects = true;

    ImapTestServer(List<String> given) throws IOException, InvalidAddressException {
        this(given, settings(given.contains("STARTTLS")));
    }

    ImapTestServer(List<String> given, ImapSettings settings)
            throws IOException, InvalidAddressException {
        this(given, settings, new Tls.Upgrade(TestCertificates.serverContext()), 0);
    }

    ImapTestServer(List<String> given, ImapSettings settings, Tls tls, int port)
            throws IOException, InvalidAddressException {
        address = EmailAddress.parse(LOGIN);
        done(storage.directory().addDomain(DomainName.parse("example.com")));
        done(storage.directory().addAccount(address, new Password(PASSWORD)));
        given.forEach(this::prepare);
        var services =
                new ImapServices(
                        storage.store(),
                        storage.directory(),
                        given.contains("logins are put off")
                                ? (_, _, _) -> new LoginResult.TooMany()
                                : gate(storage.authenticator()),
                        meters);
        listener =
                Listener.open(
                        new ListenerSettings(
                                "imap",
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                                tls,
                                new ConnectionLimits(10_000, 10_000)),
                        new ImapProtocol(services, settings));
    }

    /// A listener over another store, for the same account.
    Listener listenOver(MailStore store) throws IOException {
        var services =
                new ImapServices(store, storage.directory(), gate(storage.authenticator()), meters);
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return Listener.open(
                new ListenerSettings("imap", local, new Tls.None(), new ConnectionLimits(10, 10)),
                new ImapProtocol(services, settings(false)));
    }

    /// Slows nobody down so that a test would notice.
    static LoginGate gate(Authenticator authenticator) {
        var quick =
                new LoginSettings(
                        Duration.ofMillis(1), Duration.ofSeconds(30), Duration.ofMinutes(15));
        return LoginGate.of(authenticator, quick, new PrometheusRegistry());
    }

    static ImapSettings settings(boolean wantsTls) {
        return new ImapSettings(
                64L * 1024 * 1024, Duration.ofSeconds(60), Duration.ofMinutes(30), 3, !wantsTls);
    }

    private static void done(DirectoryOutcome outcome) {
        if (!(outcome instanceof DirectoryOutcome.Done)) {
            throw new IllegalStateException(outcome.toString());
        }
    }

    private void prepare(String given) {
        Matcher messages = MESSAGES.matcher(given);
        Matcher file = MESSAGE_FILE.matcher(given);
        Matcher flags = FLAGS.matcher(given);
        Matcher shared = SHARED.matcher(given);
        if (shared.matches()) {
            share(shared.group(1), Integer.parseInt(shared.group(2)), shared.group(3));
        } else if (messages.matches()) {
            fill(messages.group(1), Integer.parseInt(messages.group(2)));
        } else if (file.matches()) {
            append(file.group(1), resource(file.group(2)), FIRST_DAY);
        } else if (flags.matches()) {
            flag(flags.group(2), Integer.parseInt(flags.group(1)), flags.group(3));
        } else {
            switch (given) {
                case "nothing selected" -> selects = false;
                case "nobody logged in" -> loggedIn = false;
                case "logins are put off" -> {}
                case "STARTTLS" -> loggedIn = false;
                default -> throw new IllegalArgumentException("not understood: given " + given);
            }
        }
    }

    /// Makes a mailbox of somebody else, which `alice` may use in some ways.
    private void share(String mailbox, int count, String rights) {
        var carol = new EmailAddress("carol", address.domain());
        if (storage.directory().account(carol).isEmpty()) {
            done(storage.directory().addAccount(carol, new Password(PASSWORD)));
        }
        var alice = storage.directory().account(address).orElseThrow().id();
        var mailboxes =
                storage.store().mailboxesOf(storage.directory().account(carol).orElseThrow().id());
        var name = new MailboxName(mailbox);
        mailboxes.create(name, Set.of());
        for (int i = 1; i <= count; i++) {
            append(mailboxes, name, message(i), FIRST_DAY);
        }
        mailboxes.setRights(name, new Grant(Optional.of(alice), Rights.of(rights)));
    }

    private void fill(String mailbox, int count) {
        var name = new MailboxName(mailbox);
        if (mailboxes().find(name).isEmpty()) {
            mailboxes().create(name, Set.of());
        }
        selected = selected.isEmpty() ? mailbox : selected;
        for (int i = 1; i <= count; i++) {
            append(mailbox, message(i), FIRST_DAY.plus(Duration.ofDays(i - 1L)));
        }
    }

    /// The text of a plain message.
    static byte[] message(int number) {
        String text =
                """
                From: Sender %1$d <sender%1$d@example.net>
                To: alice@example.com
                Subject: Message %1$d
                Date: Thu, 01 Jan 2026 12:00:00 +0000
                Message-ID: <%1$d@example.net>

                This is message %1$d.
                """
                        .formatted(number);
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] resource(String name) {
        try (InputStream in = ImapTestServer.class.getResourceAsStream("/messages/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no such message: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Mailboxes mailboxes() {
        return storage.store().mailboxesOf(storage.directory().account(address).orElseThrow().id());
    }

    Mail storage() {
        return storage;
    }

    ImapMeters meters() {
        return meters;
    }

    PrometheusRegistry figures() {
        return figures;
    }

    void append(String mailbox, byte[] octets, Instant date) {
        selected = selected.isEmpty() ? mailbox : selected;
        append(mailboxes(), new MailboxName(mailbox), octets, date);
    }

    private void append(Mailboxes mailboxes, MailboxName name, byte[] octets, Instant date) {
        try (Mailbox open = mailboxes.open(name).orElseThrow();
                IncomingBody body = storage.store().newBody()) {
            body.write(octets);
            open.append(List.of(new NewMessage(body, Flags.NONE, date)));
        }
    }

    private void flag(String mailbox, int number, String names) {
        try (Mailbox open = mailboxes().open(new MailboxName(mailbox)).orElseThrow()) {
            Flags flags = Flags.NONE;
            for (String name : names.split(" ", -1)) {
                flags =
                        flags.plus(
                                SystemFlag.ofWireName(name)
                                        .map(Flags::of)
                                        .orElseGet(() -> Flags.of(0, List.of(name))));
            }
            var change = new FlagChange(FlagChange.Kind.REPLACE, flags);
            var uids = UidSet.of(open.state().uid(number - 1));
            open.changeFlags(uids, change, Optional.empty());
        }
    }

    @Override
    public int port() {
        return listener.port();
    }

    @Override
    public void prepare(Wire wire) throws IOException {
        if (!loggedIn) {
            return;
        }
        wire.readUntil("* ", "* OK");
        wire.sendLine("login LOGIN " + LOGIN + " " + PASSWORD);
        wire.readUntil("login ", "login OK");
        if (selects && !selected.isEmpty()) {
            wire.sendLine("select SELECT " + selected);
            wire.readUntil("select ", "select OK");
        }
    }

    /// | when | |
    /// | --- | --- |
    /// | `mail arrives` | message 100 is delivered to INBOX |
    /// | `message 1 of INBOX is \Seen` | its flags, set by somebody else |
    /// | `message 1 of INBOX is expunged` | by somebody else |
    /// | `the account is disabled`, `the server stops` | |
    @Override
    public void when(String event) throws Exception {
        Matcher expunged = Pattern.compile("message ([0-9]+) of (\\S+) is expunged").matcher(event);
        Matcher flags = FLAGS.matcher(event);
        if (expunged.matches()) {
            expunge(expunged.group(2), Integer.parseInt(expunged.group(1)));
        } else if (flags.matches()) {
            flag(flags.group(2), Integer.parseInt(flags.group(1)), flags.group(3));
        } else {
            switch (event) {
                case "mail arrives" -> deliver();
                case "the account is disabled" ->
                        done(storage.directory().setEnabled(address, false));
                case "the server stops" -> listener.close(Duration.ofSeconds(1));
                default -> throw new IllegalArgumentException("not understood: when " + event);
            }
        }
    }

    private void expunge(String mailbox, int number) {
        try (Mailbox open = mailboxes().open(new MailboxName(mailbox)).orElseThrow()) {
            open.expunge(UidSet.of(open.state().uid(number - 1)));
        }
    }

    void deliver() {
        var account = storage.directory().account(address).orElseThrow().id();
        try (IncomingBody body = storage.store().newBody()) {
            body.write(message(100));
            storage.store()
                    .deliver(
                            storage.store().examine(body),
                            List.of(new Placement.IntoInbox(account, "")));
        }
    }

    @Override
    public void close() {
        listener.close(Duration.ofSeconds(1));
        storage.close();
    }
}
