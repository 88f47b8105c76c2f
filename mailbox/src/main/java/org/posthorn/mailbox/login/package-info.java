/// The one gate through which every login of every protocol goes, and the delays that grow with
/// failures.
///
/// Start at [org.posthorn.mailbox.login.LoginGate]; [org.posthorn.mailbox.login.GrowingDelays]
/// counts failures, of logins and of whatever else may be guessed. Why it is so stands in
/// `docs/decisions/0016-logins-slow-down-guessing.md`.
///
/// Layers: stands on `directory`, whose authenticator judges passwords, and on `log`; it knows no
/// protocol and no connection.
///
/// Threads: everything public is for all threads. While a login waits for its turn it holds
/// nothing.
///
/// Errors: what the store throws passes through and counts as no failure; what the pause throws
/// ends the attempt.
@NullMarked
package org.posthorn.mailbox.login;

import org.jspecify.annotations.NullMarked;
