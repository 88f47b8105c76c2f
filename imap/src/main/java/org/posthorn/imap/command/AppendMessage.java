package org.posthorn.imap.command;

import java.time.Instant;
import java.util.Optional;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.IncomingBody;

/// One message of APPEND, its octets already received.
public record AppendMessage(Flags flags, Optional<Instant> internalDate, IncomingBody body) {}
