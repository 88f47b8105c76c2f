package org.posthorn.mailbox.login;

import java.time.Instant;

/// A network whose logins are put off unchecked, for so many were refused.
///
/// @param refused how many logins of it
/// @param until when it ends by itself
public record Ban(ClientNetwork network, int refused, Instant since, Instant until) {}
