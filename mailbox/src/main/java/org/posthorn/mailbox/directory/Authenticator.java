package org.posthorn.mailbox.directory;

import org.jspecify.annotations.Nullable;

/// Checks logins. Protocols hand over what the client typed; it need not be an address.
public interface Authenticator {
    /// Tells whether the login is somebody's and the password theirs.
    ///
    /// @param login the account's address as typed; case and IDNA form do not matter
    Authentication authenticate(String login, Password password);

    /// Begins a login by SCRAM, which looks the same whether or not there is such an account.
    ///
    /// @param binding of the session, where the mechanism with it was offered
    /// @throws ScramException if the client's message cannot begin one
    ScramExchange begin(
            ScramMechanism mechanism, ScramClientFirst first, @Nullable ChannelBinding binding)
            throws ScramException;

    /// Judges how a login by SCRAM ends.
    default Authentication finish(ScramExchange exchange, byte[] clientFinal) {
        return exchange.judge(clientFinal);
    }
}
