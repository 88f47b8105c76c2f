package org.posthorn.smtp.relay;

/// Connects to other servers.
@FunctionalInterface
public interface Relay {
    /// Connects, and comes so far that messages can be transferred: greeting, EHLO, TLS, login.
    ///
    /// @throws RelayException when that cannot be
    RelayConnection connect(RelayTarget target) throws RelayException;
}
