package org.posthorn.smtp.receive;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.budget.Party;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.net.Connection;
import org.posthorn.smtp.route.PermittedSender;

/// What is known of one client.
final class Session implements AutoCloseable {
    private final Connection connection;
    private final Role role;
    private final SmtpSettings settings;
    private @Nullable Greeting greeting;
    private @Nullable Account account;
    private @Nullable Transaction transaction;
    private int errors;
    private int failedLogins;
    private int knownRecipients;
    private int unknownRecipients;
    private int toldRefusals;
    private int untoldRefusals;
    private boolean told;
    private final boolean xclientPeer;

    Session(Connection connection, Role role, SmtpSettings settings) {
        this.connection = connection;
        this.role = role;
        this.settings = settings;
        this.xclientPeer =
                settings.submission().isXclientPeer(connection.remoteAddress().getAddress());
        if (role == Role.LMTP) {
            connection.setKnown();
        }
    }

    /// Whose share of the server's room this client takes.
    Party party() {
        boolean known = account != null || role == Role.LMTP || isListed();
        return known ? Party.KNOWN : Party.STRANGER;
    }

    Connection connection() {
        return connection;
    }

    Role role() {
        return role;
    }

    SmtpSettings settings() {
        return settings;
    }

    /// Printers and the like, which may send without login, may also do so without TLS.
    boolean lacksTls() {
        return role.requiresTls() && !connection.isSecure() && !isListed();
    }

    /// Whether the client is where some may submit without login, and nobody has logged in.
    boolean isListed() {
        return role.requiresLogin() && account == null && settings.submission().lists(address());
    }

    /// Whether it may send as this without login.
    boolean isListed(String sender) {
        return isListed()
                && PermittedSender.address(sender)
                        .filter(each -> settings.submission().lists(address(), each))
                        .isPresent();
    }

    private InetAddress address() {
        return connection.remoteAddress().getAddress();
    }

    /// Whether who has connected may say for whom it speaks.
    boolean isXclientPeer() {
        return xclientPeer;
    }

    /// As if the client had just connected.
    void beginAnew() {
        reset();
        greeting = null;
        account = null;
    }

    /// The client's greeting since TLS began, or since the connection did.
    Optional<Greeting> greeting() {
        return Optional.ofNullable(greeting).filter(said -> said.secure() == connection.isSecure());
    }

    Greeting requireGreeting() throws CommandException {
        return greeting().orElseThrow(() -> new CommandException(Reply.GREET_FIRST));
    }

    void greet(ClientName client, boolean extended) {
        reset();
        greeting = new Greeting(client, extended, connection.isSecure());
    }

    /// The account that has logged in.
    Optional<Account> account() {
        return Optional.ofNullable(account);
    }

    void login(Account who) {
        account = who;
        connection.clearDeadline();
        connection.setKnown();
    }

    Optional<Transaction> transaction() {
        return Optional.ofNullable(transaction);
    }

    Transaction requireTransaction() throws CommandException {
        return transaction().orElseThrow(() -> new CommandException(Reply.MAIL_FIRST));
    }

    void begin(Transaction begun) {
        transaction = begun;
        connection.clearDeadline();
        connection.input().setPatience(begun.patience());
    }

    /// Ends the transaction, if there is one.
    void reset() {
        if (transaction != null) {
            transaction.close();
            transaction = null;
            limitIdling();
            connection.input().clearPatience();
        }
    }

    /// In which time a client must log in, or begin a message where nobody logs in.
    Duration timeToBegin() {
        return role.requiresLogin() ? settings.loginTimeout() : settings.idleTimeout();
    }

    /// A client that has had its message taken may stay for another, but not to say NOOP for ever.
    private void limitIdling() {
        if (account == null) {
            connection.setDeadlineFromNow(settings.idleTimeout());
        }
    }

    /// Counts a broken rule; true when it was one too many.
    boolean isErrorTooMany() {
        return ++errors > settings.maxErrors();
    }

    /// Counts a failed login; true when it was the last that is let pass.
    boolean isFailedLoginTooMany() {
        return ++failedLogins >= settings.maxFailedLogins();
    }

    void countKnownRecipient() {
        knownRecipients++;
    }

    /// Counts an unknown recipient; true when there are too many, and more than known ones.
    boolean isUnknownRecipientTooMany() {
        unknownRecipients++;
        return unknownRecipients > settings.maxErrors() && unknownRecipients > knownRecipients;
    }

    /// Counts something that was refused and has a line in the log.
    void countTold() {
        toldRefusals++;
    }

    /// Counts something that was refused without a line.
    void countUntold() {
        untoldRefusals++;
    }

    int toldRefusals() {
        return toldRefusals;
    }

    int untoldRefusals() {
        return untoldRefusals;
    }

    /// The log has told already what became of the command.
    void markTold() {
        told = true;
    }

    /// Whether it has, and forgets it.
    boolean takeTold() {
        boolean was = told;
        told = false;
        return was;
    }

    @Override
    public void close() {
        reset();
    }
}
