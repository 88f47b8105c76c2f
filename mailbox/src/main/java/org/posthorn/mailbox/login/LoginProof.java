package org.posthorn.mailbox.login;

import org.posthorn.mailbox.directory.Authentication;
import org.posthorn.mailbox.directory.Authenticator;

/// What a client brings to show who it is: a password, or the end of an exchange.
@FunctionalInterface
public interface LoginProof {
    /// Has it judged, without waiting for the client.
    Authentication judgedBy(Authenticator judge);
}
