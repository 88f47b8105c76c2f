package org.posthorn.pop3;

import java.util.Optional;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.AccountWatch;
import org.posthorn.net.Connection;

/// One client's conversation. Used by its connection's thread only.
final class Pop3Session implements AutoCloseable {
    private final Connection connection;
    private final Pop3Services services;
    private final Pop3Settings settings;
    private final MaildropLocks locks;
    private Optional<AccountWatch> watch = Optional.empty();
    private Optional<Account> account = Optional.empty();
    private Pop3State state = Pop3State.Authorization.START;
    private int refusals;

    Pop3Session(
            Connection connection,
            Pop3Services services,
            Pop3Settings settings,
            MaildropLocks locks) {
        this.connection = connection;
        this.services = services;
        this.settings = settings;
        this.locks = locks;
        connection.setReadTimeout(settings.loginTimeout());
        connection.setDeadlineSinceAccepted(settings.loginTimeout());
    }

    Connection connection() {
        return connection;
    }

    Pop3Services services() {
        return services;
    }

    Pop3Settings settings() {
        return settings;
    }

    MaildropLocks locks() {
        return locks;
    }

    Pop3State state() {
        return state;
    }

    void become(Pop3State next) {
        state = next;
    }

    /// Who has logged in.
    Optional<Account> account() {
        return account;
    }

    /// Counts something that was refused.
    ///
    /// @return how many there are now
    int countRefusal() {
        return ++refusals;
    }

    int refusals() {
        return refusals;
    }

    /// Whether a password may be sent here at all.
    boolean mayLogin() {
        return connection.isSecure() || settings.plaintextLogin();
    }

    /// Goes on with the account's maildrop, until the account may no longer log in.
    void begin(Account who, Maildrop maildrop) {
        account = Optional.of(who);
        state = new Pop3State.Transaction(maildrop);
        connection.clearDeadline();
        connection.setReadTimeout(settings.idleTimeout());
        connection.setKnown();
        watch = Optional.of(services.directory().watch(who.id(), _ -> connection.close()));
    }

    /// Gives the maildrop back; deletions that QUIT has not committed are forgotten.
    @Override
    public void close() {
        watch.ifPresent(AccountWatch::close);
        watch = Optional.empty();
        if (state instanceof Pop3State.Transaction(Maildrop maildrop)) {
            maildrop.close();
        }
        state = Pop3State.Authorization.START;
    }
}
