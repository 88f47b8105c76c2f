package org.posthorn.mailbox.deliver;

import java.time.Instant;
import java.util.Optional;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.EmailId;
import org.posthorn.mailbox.store.ThreadId;

/// What the messages that show a body have from it.
///
/// @param threadRoot the message-id that its conversation began with
/// @param arrived to the second; empty for the moment of the commit
record StoredBody(
        BodyId id, long sizeOctets, Optional<String> threadRoot, Optional<Instant> arrived) {
    ThreadId threadId(EmailId email) {
        return ThreadId.of(threadRoot.orElse(null), email);
    }
}
