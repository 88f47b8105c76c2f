package org.posthorn.mailbox.store;

import java.time.Instant;
import org.posthorn.mailbox.mime.ParsedMessage;

/// What was computed when a message arrived, and what of its row is not kept in memory.
///
/// @param saveDate when it entered this mailbox (RFC 8514)
/// @param parsed envelope, structure with offsets into [MessageContent], and preview
public record MessageSummary(
        Uid uid, EmailId emailId, ThreadId threadId, Instant saveDate, ParsedMessage parsed) {}
