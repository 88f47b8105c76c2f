package org.posthorn.mailbox.store;

import java.time.Instant;

/// A message that APPEND puts into a mailbox.
///
/// @param internalDate what the client gave, or the time of arrival
public record NewMessage(IncomingBody body, Flags flags, Instant internalDate) {}
