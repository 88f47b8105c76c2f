package org.posthorn.mailbox.login;

import java.net.InetAddress;

/// Who asks to be let in, and how.
///
/// @param session the connection's id, for the log
/// @param login the account's address as typed
public record LoginAttempt(
        LoginProtocol protocol, String session, InetAddress address, String login) {}
