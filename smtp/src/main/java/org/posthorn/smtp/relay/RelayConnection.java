package org.posthorn.smtp.relay;

import java.util.List;
import java.util.Optional;

/// A connection to another server. Used by one thread at a time.
public interface RelayConnection extends AutoCloseable {
    RelayTarget target();

    /// Protocol and cipher, for the log; empty in the clear.
    Optional<String> protection();

    /// Transfers a message.
    ///
    /// @return what became of each recipient, in order
    List<RecipientOutcome> transfer(Transfer transfer);

    /// Asks whether a recipient would be taken, and transfers nothing; the connection is of no use
    /// for messages afterwards.
    ///
    /// @param address without brackets
    /// @return what was said of it; 4yz where nothing was
    RemoteReply probe(String address);

    /// Whether another message can be transferred: nothing is broken, the server has not said that
    /// it closes, and it does not close idle connections before this one.
    boolean isUsable();

    /// Says QUIT if there is somebody to hear it, waiting for nothing, and closes.
    @Override
    void close();
}
