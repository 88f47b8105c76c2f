package org.posthorn.smtp.receive;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.budget.Party;
import org.posthorn.mailbox.budget.WorkBudget;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.mailbox.login.LoginGate;
import org.posthorn.mailbox.login.LoginResult;
import org.posthorn.mailbox.login.LoginSettings;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.store.AccountLimits;
import org.posthorn.mailbox.store.AccountUsage;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Mailboxes;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.PlacementOutcome;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.StoreFullException;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.net.CommandMeters;
import org.posthorn.net.ConnectionHandler;
import org.posthorn.net.ConnectionLimits;
import org.posthorn.net.Listener;
import org.posthorn.net.ListenerSettings;
import org.posthorn.net.Network;
import org.posthorn.net.TestCertificates;
import org.posthorn.net.Tls;
import org.posthorn.smtp.dispatch.Dispatcher;
import org.posthorn.smtp.limits.SendingLimits;
import org.posthorn.smtp.limits.SendingSettings;
import org.posthorn.smtp.queue.Intake;
import org.posthorn.smtp.route.Folders;
import org.posthorn.smtp.route.RecipientProbe;
import org.posthorn.smtp.route.Router;
import org.posthorn.smtp.route.SenderRewriting;
import org.posthorn.smtp.route.SendingRights;

/// A server on a store in memory, for `example.com` with alice, bob and carol, the disabled dora,
/// and aliases: `team` (alice and bob) and `al` (alice).
final class SmtpFixture implements AutoCloseable {
    static final String PASSWORD = "Tr0ub4dor&3";
    static final SmtpSettings SETTINGS =
            new SmtpSettings(
                    "mx.example.com",
                    1 << 20,
                    5,
                    5,
                    3,
                    10,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    SubmissionSettings.DEFAULT);

    static final SmtpSettings BELIEVING =
            with(
                    new SubmissionSettings(
                            List.of(Network.parse("127.0.0.0/8")),
                            List.of(ListedSender.parse("127.0.0.1 printer@example.com")),
                            false,
                            SendingSettings.DEFAULT));

    static final SmtpSettings LIMITING =
            with(
                    new SubmissionSettings(
                            List.of(), List.of(), true, new SendingSettings(2, 3, true)));

    private static SmtpSettings with(SubmissionSettings submission) {
        return new SmtpSettings(
                SETTINGS.hostname(),
                SETTINGS.maxMessageOctets(),
                SETTINGS.maxRecipients(),
                SETTINGS.maxErrors(),
                SETTINGS.maxFailedLogins(),
                SETTINGS.maxHops(),
                SETTINGS.idleTimeout(),
                SETTINGS.loginTimeout(),
                submission);
    }

    private static final LoginSettings QUICK =
            new LoginSettings(Duration.ofMillis(1), Duration.ofSeconds(30), Duration.ofMinutes(15));

    private final Mail storage = Mail.inMemory();
    private final List<Listener> listeners = new ArrayList<>();
    private final JamesSmtpServer server;
    private final SendingLimits limits;
    private final PrometheusRegistry figures;
    private final WorkBudget budget;
    private volatile Instant now = Instant.now();
    private volatile @Nullable RuntimeException failure;
    private volatile boolean storeOverflows;

    SmtpFixture() {
        this(SETTINGS);
    }

    SmtpFixture(SmtpSettings settings) {
        this(settings, WorkBudget.unlimited());
    }

    SmtpFixture(SmtpSettings settings, WorkBudget budget) {
        this(settings, budget, false);
    }

    SmtpFixture(boolean putsLoginsOff) {
        this(SETTINGS, WorkBudget.unlimited(), putsLoginsOff);
    }

    private SmtpFixture(SmtpSettings settings, WorkBudget budget, boolean putsLoginsOff) {
        this.budget = budget;
        SmtpServices services =
                services(
                        new FailingStore(),
                        new WatchedQueue(storage.outbound(), _ -> fail()),
                        storage);
        figures = services.figures();
        limits = new SendingLimits(settings.submission().sending(), () -> now, figures);
        server =
                new JamesSmtpServer(
                        putsLoginsOff ? puttingOff(services) : services, settings, limits);
        var directory = storage.directory();
        directory.addDomain(domain("example.com"));
        for (String name : List.of("alice", "bob", "carol", "dora", "o'hara")) {
            directory.addAccount(address(name), new Password(PASSWORD));
        }
        directory.setEnabled(address("dora"), false);
        directory.addAliasTarget(address("team"), address("alice"));
        directory.addAliasTarget(address("team"), address("bob"));
        directory.addAliasTarget(address("al"), address("alice"));
    }

    /// Slows no login down so that a test would notice.
    static SmtpServices services(MailStore store, OutboundQueue queue, Mail mail) {
        var router =
                new Router(
                        new Router.Services(
                                mail.directory(),
                                mail.routes(),
                                Folders.of(store),
                                SenderRewriting.NONE,
                                RecipientProbe.TAKES_ALL));
        var figures = new PrometheusRegistry();
        return new SmtpServices(
                store,
                router,
                new SendingRights(mail.directory(), mail.routes()),
                new Dispatcher(store, queue, Intake.NONE),
                mail.deliveryLog(),
                mail.authenticator(),
                LoginGate.of(mail.authenticator(), QUICK, figures),
                new CommandMeters(figures),
                figures);
    }

    private static SmtpServices puttingOff(SmtpServices services) {
        return new SmtpServices(
                services.store(),
                services.router(),
                services.rights(),
                services.dispatcher(),
                services.log(),
                services.authenticator(),
                (attempt, _, _) -> {
                    if (attempt.login().startsWith("bob")) {
                        throw new StoreException("the disk is gone");
                    }
                    return new LoginResult.TooMany();
                },
                services.commands(),
                services.figures());
    }

    /// What waits to be sent, or to be reported.
    List<QueueEntry> queued() {
        return storage.outbound().list(0, 100);
    }

    private static DomainName domain(String text) {
        try {
            return DomainName.parse(text);
        } catch (InvalidAddressException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static EmailAddress address(String name) {
        return new EmailAddress(name, domain("example.com"));
    }

    Mail storage() {
        return storage;
    }

    void addPostmaster() {
        storage.directory().addAliasTarget(address("postmaster"), address("carol"));
    }

    void removeCarol() {
        storage.directory().removeAccount(address("carol"));
    }

    void fillBob() {
        var bob = storage.directory().account(address("bob")).orElseThrow().id();
        storage.store().setLimits(bob, new AccountLimits(0, AccountLimits.UNLIMITED));
    }

    void overflowStore(boolean overflows) {
        storeOverflows = overflows;
    }

    void failStore(RuntimeException with) {
        failure = with;
    }

    void mendStore() {
        failure = null;
    }

    /// After ten days with little mail alice sends very much.
    void pauseAlice() {
        Account alice = storage.directory().account(address("alice")).orElseThrow();
        for (int day = 0; day < 10; day++) {
            send(alice, 20);
            now = now.plus(Duration.ofDays(1));
        }
        send(alice, 1000);
    }

    private void send(Account account, int times) {
        for (int i = 0; i < times; i++) {
            limits.countRecipient(account);
        }
    }

    int mx() throws IOException {
        return open(server.handler(Role.MX), new Tls.Upgrade(TestCertificates.serverContext()));
    }

    int submission() throws IOException {
        return open(
                server.handler(Role.SUBMISSION), new Tls.Upgrade(TestCertificates.serverContext()));
    }

    int submissions() throws IOException {
        return open(
                server.handler(Role.SUBMISSION),
                new Tls.Implicit(TestCertificates.serverContext()));
    }

    int mxWithoutTls() throws IOException {
        return open(server.handler(Role.MX), new Tls.None());
    }

    int lmtp() throws IOException {
        return open(server.handler(Role.LMTP), new Tls.None());
    }

    /// One connection at a time.
    int narrowMx() throws IOException {
        return open(server.handler(Role.MX), new Tls.None(), new ConnectionLimits(1, 1));
    }

    private int open(ConnectionHandler handler, Tls tls) throws IOException {
        return open(handler, tls, new ConnectionLimits(100, 100));
    }

    private int open(ConnectionHandler handler, Tls tls, ConnectionLimits most) throws IOException {
        Listener listener =
                Listener.open(
                        new ListenerSettings(
                                "test",
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                tls,
                                most),
                        handler);
        listeners.add(listener);
        return listener.port();
    }

    void stop() {
        listeners.forEach(each -> each.close(Duration.ofSeconds(10)));
    }

    /// The messages of an account's INBOX, as ISO 8859-1.
    List<String> inbox(String name) throws IOException {
        return inbox(address(name));
    }

    List<String> inbox(EmailAddress address) throws IOException {
        AccountId account = storage.directory().account(address).orElseThrow().id();
        List<String> messages = new ArrayList<>();
        try (Mailbox mailbox =
                storage.store().mailboxesOf(account).open(MailboxName.INBOX).orElseThrow()) {
            for (int i = 1; i <= mailbox.state().size(); i++) {
                Optional<MessageContent> content = mailbox.content(new Uid(i));
                var octets = new ByteArrayOutputStream();
                content.orElseThrow().writeTo(octets, 0, Long.MAX_VALUE);
                messages.add(octets.toString(StandardCharsets.ISO_8859_1));
            }
        }
        return messages;
    }

    @Override
    public void close() {
        listeners.forEach(Listener::close);
        storage.close();
    }

    /// The store in memory, which fails on demand.
    private Optional<OutboundQueue.Posted> fail() {
        if (storeOverflows) {
            return fail();
        }
        RuntimeException with = failure;
        if (with != null) {
            throw with;
        }
        return Optional.empty();
    }

    private final class FailingStore implements MailStore {
        @Override
        public Mailboxes mailboxesOf(AccountId account) {
            return storage.store().mailboxesOf(account);
        }

        @Override
        public WorkBudget budget() {
            return budget;
        }

        @Override
        public IncomingBody newBody(Party from) {
            if (!budget.admits(from)) {
                throw new StoreFullException("full");
            }
            return storage.store().newBody(from);
        }

        @Override
        public List<PlacementOutcome> deliver(ExaminedMessage message, List<Placement> placements) {
            return storage.store().deliver(message, placements);
        }

        @Override
        public ExaminedMessage examine(IncomingBody body) {
            return storage.store().examine(body);
        }

        @Override
        public Optional<AccountUsage> usage(AccountId account) {
            return storage.store().usage(account);
        }

        @Override
        public boolean setLimits(AccountId account, AccountLimits limits) {
            return storage.store().setLimits(account, limits);
        }

        @Override
        public void catchUp() {
            storage.store().catchUp();
        }

        @Override
        public void close() {
            // The fixture closes the storage.
        }
    }

    /// A counter, by one of its labels.
    double figure(String name, String label, String value) {
        return figures.scrape(name::equals).stream()
                .flatMap(each -> ((CounterSnapshot) each).getDataPoints().stream())
                .filter(each -> value.equals(each.getLabels().get(label)))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    /// The initial response of PLAIN for an account of the fixture.
    static String plain(String name) {
        String message = "\0" + name + "\0" + PASSWORD;
        return Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
    }
}
