package org.posthorn.smtp.receive;

import java.util.Optional;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.StoreException;

/// A message while it arrives.
///
/// @param id names it in `Received`, in our reply and in the log
record Arrival(String id, IncomingBody body, MessageSink sink, MessageReader reader)
        implements AutoCloseable {

    Optional<Reply> flaw() {
        return sink.flaw();
    }

    Optional<StoreException> failure() {
        return sink.failure();
    }

    /// Frees what it holds in memory or on disk.
    @Override
    public void close() {
        body.close();
    }
}
