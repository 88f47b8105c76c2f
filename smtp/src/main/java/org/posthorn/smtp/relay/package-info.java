/// The client's side of SMTP and LMTP: finding the hosts of a domain, talking to one of them, and
/// saying of each recipient what became of it.
///
/// Start with [Relay], which connects, and [RelayConnection], which transfers messages; [Hosts]
/// finds out where to connect to. [SmtpRelay] and [DnsHosts] do so; a message's way is `Opening`,
/// `SmtpConnection`, `RelayTransaction`, `Dialogue`, `RemoteWire`.
///
/// Knows the values of the queue and nothing of its schedule, nor of receiving.
///
/// A connection is used by one thread at a time, which blocks; everything else is immutable or safe
/// for any thread.
///
/// What another server says, or fails to say, is a value: a [RecipientOutcome]. A connection that
/// cannot be had is a [RelayException].
@NullMarked
package org.posthorn.smtp.relay;

import org.jspecify.annotations.NullMarked;
