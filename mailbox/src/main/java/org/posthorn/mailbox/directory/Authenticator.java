package org.posthorn.mailbox.directory;

/// Checks logins. Protocols hand over what the client typed; it need not be an address.
public interface Authenticator {
    /// Tells whether the login is somebody's and the password theirs.
    ///
    /// @param login the account's address as typed; case and IDNA form do not matter
    Authentication authenticate(String login, Password password);
}
