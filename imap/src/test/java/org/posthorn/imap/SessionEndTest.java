package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.budget.Party;
import org.posthorn.mailbox.budget.WorkBudget;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.AccountLimits;
import org.posthorn.mailbox.store.AccountUsage;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.Mailboxes;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.PlacementOutcome;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.net.ConnectionLimits;
import org.posthorn.net.Listener;
import org.posthorn.net.ListenerSettings;
import org.posthorn.net.Tls;
import org.posthorn.net.transcript.Wire;

/// What a client hears when something ends or fails.
final class SessionEndTest {
    @Test
    void silenceBeforeLogin_endsWithBye() throws Exception {
        var settings =
                new ImapSettings(
                        1024 * 1024, Duration.ofMillis(50), Duration.ofMinutes(30), 3, true);
        try (var server = new ImapTestServer(List.of("nobody logged in"), settings);
                Wire wire = Wire.open(server.port())) {
            wire.readUntil("* OK", "* OK");
            assertThat(wire.readLine()).startsWith("* BYE ");
            assertThat(wire.readLine()).isNull();
        }
    }

    @Test
    void capabilityForEver_endsWithBye_inTheTimeForTheLogin() throws Exception {
        var settings =
                new ImapSettings(
                        1024 * 1024, Duration.ofMillis(500), Duration.ofMinutes(30), 3, true);
        try (var server = new ImapTestServer(List.of("nobody logged in"), settings);
                Wire wire = Wire.open(server.port())) {
            wire.readUntil("* OK", "* OK");
            String line;
            do {
                wire.sendLine("a NOOP");
                line = String.valueOf(wire.readLine());
            } while (line.startsWith("a OK"));
            assertThat(line).isEqualTo("* BYE No login in time");
            assertThat(wire.readLine()).isNull();
        }
    }

    @Test
    void loggedIn_theTimeForTheLoginEndsNothing() throws Exception {
        var settings =
                new ImapSettings(
                        1024 * 1024, Duration.ofSeconds(1), Duration.ofMinutes(30), 3, true);
        try (var server = new ImapTestServer(List.of("nothing selected"), settings);
                Wire wire = Wire.open(server.port())) {
            server.prepare(wire);
            long end = System.nanoTime() + Duration.ofMillis(1500).toNanos();
            while (System.nanoTime() < end) {
                wire.sendLine("a NOOP");
                assertThat(wire.readLine()).startsWith("a OK");
            }
        }
    }

    @Test
    void storeThatFails_isUnavailable_andTheSessionGoesOn() throws Exception {
        assertThat(answer(() -> new StoreException("the disk is full")))
                .startsWith("a NO [UNAVAILABLE] ");
    }

    @Test
    void ownBug_isServerBug_andTheSessionGoesOn() throws Exception {
        assertThat(answer(() -> new IllegalStateException("a bug, made for this test")))
                .startsWith("a NO [SERVERBUG] ");
    }

    @Test
    void stackOverflow_endsThatSessionOnly() throws Exception {
        try (var storage = Mail.inMemory();
                var server = new ImapTestServer(List.of("nothing selected"))) {
            var services =
                    new ImapServices(
                            new FailingStore(storage.store(), SessionEndTest::overflow),
                            server.storage().directory(),
                            ImapTestServer.gate(server.storage().authenticator()),
                            server.meters());
            var protocol = new ImapProtocol(services, ImapTestServer.settings(false));
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var settings =
                    new ListenerSettings(
                            "imap", address, new Tls.None(), new ConnectionLimits(10, 10));
            try (Listener listener = Listener.open(settings, protocol);
                    Wire hostile = Wire.open(listener.port());
                    Wire bystander = Wire.open(listener.port())) {
                server.prepare(hostile);
                server.prepare(bystander);
                hostile.sendLine("a LIST \"\" *");
                assertThat(hostile.readLine()).isNull();
                bystander.sendLine("b NOOP");
                bystander.readUntil("b ", "b OK");
            }
        }
    }

    private static RuntimeException overflow() {
        return new IllegalStateException(String.valueOf(endless(0)));
    }

    private static int endless(int depth) {
        return depth < 0 ? depth : endless(depth + 1) + 1;
    }

    private static String answer(Supplier<RuntimeException> failure) throws Exception {
        try (var storage = Mail.inMemory();
                var server = new ImapTestServer(List.of("nothing selected"))) {
            var services =
                    new ImapServices(
                            new FailingStore(storage.store(), failure),
                            server.storage().directory(),
                            ImapTestServer.gate(server.storage().authenticator()),
                            server.meters());
            var protocol = new ImapProtocol(services, ImapTestServer.settings(false));
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var settings =
                    new ListenerSettings(
                            "imap", address, new Tls.None(), new ConnectionLimits(10, 10));
            try (Listener listener = Listener.open(settings, protocol);
                    Wire wire = Wire.open(listener.port())) {
                server.prepare(wire);
                wire.sendLine("a LIST \"\" *");
                String answer = wire.readLine();
                wire.sendLine("b NOOP");
                wire.readUntil("b ", "b OK");
                return String.valueOf(answer);
            }
        }
    }

    /// A store whose mailboxes cannot be listed.
    private record FailingStore(MailStore store, Supplier<RuntimeException> failure)
            implements MailStore {
        @Override
        public Mailboxes mailboxesOf(AccountId account) {
            return (Mailboxes)
                    Proxy.newProxyInstance(
                            Mailboxes.class.getClassLoader(),
                            new Class<?>[] {Mailboxes.class},
                            (_, _, _) -> {
                                throw failure.get();
                            });
        }

        @Override
        public WorkBudget budget() {
            return WorkBudget.unlimited();
        }

        @Override
        public IncomingBody newBody(Party from) {
            return store.newBody(from);
        }

        @Override
        public List<PlacementOutcome> deliver(ExaminedMessage message, List<Placement> placements) {
            return store.deliver(message, placements);
        }

        @Override
        public ExaminedMessage examine(IncomingBody body) {
            return store.examine(body);
        }

        @Override
        public Optional<AccountUsage> usage(AccountId account) {
            return store.usage(account);
        }

        @Override
        public boolean setLimits(AccountId account, AccountLimits limits) {
            return store.setLimits(account, limits);
        }

        @Override
        public void catchUp() {
            store.catchUp();
        }

        @Override
        public void close() {}
    }
}
