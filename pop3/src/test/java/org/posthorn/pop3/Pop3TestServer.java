package org.posthorn.pop3;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.DirectoryOutcome;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.mailbox.login.LoginGate;
import org.posthorn.mailbox.login.LoginResult;
import org.posthorn.mailbox.login.LoginSettings;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.UidSet;
import org.posthorn.net.CommandMeters;
import org.posthorn.net.ConnectionLimits;
import org.posthorn.net.Listener;
import org.posthorn.net.ListenerSettings;
import org.posthorn.net.TestCertificates;
import org.posthorn.net.Tls;
import org.posthorn.net.transcript.TranscriptHost;
import org.posthorn.net.transcript.Wire;

/// A POP3 server in memory with one account, alice@example.com, whose password is `correct horse`.
///
/// | given | |
/// | --- | --- |
/// | `2 messages` | small plain texts |
/// | `a message with dots` | lines that begin with dots, the last without its CRLF |
/// | `STLS` | passwords must not come in the clear |
/// | `logins are put off` | as if too many had failed |
/// | `little time to log in` | half a second |
/// | `logged in` | each connection begins in the TRANSACTION state |
///
/// | when | |
/// | --- | --- |
/// | `a message arrives` | in alice's INBOX |
/// | `message 1 is expunged` | by somebody else |
/// | `alice is disabled` | by the administrator |
/// | `nobody is connected` | the server has noticed that every client hung up |
final class Pop3TestServer implements TranscriptHost.Server {
    private static final Pattern MESSAGES = Pattern.compile("([0-9]+) messages?");
    private static final String DOTS = "Subject: dots\r\n\r\n.\r\n..two\r\nplain\r\n.three";

    private static final LoginSettings QUICK =
            new LoginSettings(Duration.ofMillis(1), Duration.ofSeconds(30), Duration.ofMinutes(15));

    private final Mail storage = Mail.inMemory();
    private final EmailAddress address;
    private final Listener listener;
    private final boolean loggedIn;

    Pop3TestServer(List<String> given) throws IOException, InvalidAddressException {
        address = EmailAddress.parse("alice@example.com");
        done(storage.directory().addDomain(DomainName.parse("example.com")));
        done(storage.directory().addAccount(address, new Password("correct horse")));
        loggedIn = given.contains("logged in");
        given.forEach(this::prepare);
        boolean plaintext = !given.contains("STLS");
        var settings =
                new Pop3Settings(
                        given.contains("little time to log in")
                                ? Duration.ofMillis(500)
                                : Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        3,
                        plaintext);
        var figures = new PrometheusRegistry();
        var services =
                new Pop3Services(
                        storage.store(),
                        storage.directory(),
                        given.contains("logins are put off")
                                ? (_, _, _) -> new LoginResult.TooMany()
                                : LoginGate.of(storage.authenticator(), QUICK, figures),
                        new CommandMeters(figures),
                        figures);
        listener =
                Listener.open(
                        new ListenerSettings(
                                "pop3",
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                new Tls.Upgrade(TestCertificates.serverContext()),
                                new ConnectionLimits(100, 100)),
                        new Pop3Protocol(services, settings));
    }

    private static void done(DirectoryOutcome outcome) {
        if (!(outcome instanceof DirectoryOutcome.Done)) {
            throw new IllegalStateException(outcome.toString());
        }
    }

    private void prepare(String given) {
        Matcher messages = MESSAGES.matcher(given);
        if (messages.matches()) {
            for (int i = 1; i <= Integer.parseInt(messages.group(1)); i++) {
                deliver("Subject: Message " + i + "\r\n\r\nThis is message " + i + ".\r\n");
            }
        } else if (given.equals("a message with dots")) {
            deliver(DOTS);
        } else if (!List.of("STLS", "logged in", "logins are put off", "little time to log in")
                .contains(given)) {
            throw new IllegalArgumentException("not understood: given " + given);
        }
    }

    private void deliver(String message) {
        try (IncomingBody body = storage.store().newBody()) {
            body.write(message.getBytes(StandardCharsets.ISO_8859_1));
            storage.store()
                    .deliver(
                            storage.store().examine(body),
                            List.of(new Placement.IntoInbox(alice().id(), "")));
        }
    }

    private Account alice() {
        return storage.directory().account(address).orElseThrow();
    }

    Mailbox inbox() {
        return storage.store().mailboxesOf(alice().id()).open(MailboxName.INBOX).orElseThrow();
    }

    @Override
    public int port() {
        return listener.port();
    }

    @Override
    public void prepare(Wire wire) throws IOException {
        if (loggedIn) {
            wire.readUntil("+OK", "+OK");
            wire.sendLine("USER alice@example.com");
            wire.readUntil("+OK", "+OK");
            wire.sendLine("PASS correct horse");
            wire.readUntil("+OK", "+OK");
        }
    }

    @Override
    public void when(String event) {
        switch (event) {
            case "a message arrives" -> deliver("Subject: late\r\n\r\nlate\r\n");
            case "message 1 is expunged" -> {
                try (Mailbox inbox = inbox()) {
                    inbox.expunge(UidSet.of(inbox.state().uid(0)));
                }
            }
            case "nobody is connected" -> awaitNoConnection();
            case "alice is disabled" -> done(storage.directory().setEnabled(address, false));
            default -> throw new IllegalArgumentException("not understood: when " + event);
        }
    }

    private void awaitNoConnection() {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (listener.connectionCount() > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("a connection is still open");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        storage.close();
    }
}
