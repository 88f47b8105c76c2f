package org.posthorn.mailbox.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A stored message's octets, delivery header included, readable from any offset without reading
/// what lies before it. Valid until its mailbox is closed, also when the message is expunged
/// meanwhile.
public interface MessageContent {
    /// The whole message's length in octets.
    long size();

    /// Writes the octets from `offset`, at most `length` of them; fewer when the message ends
    /// before.
    ///
    /// @throws IOException when `out` refuses
    /// @throws StoreException when the store cannot read
    void writeTo(OutputStream out, long offset, long length) throws IOException;

    /// The octets from `offset` to the end.
    InputStream open(long offset);
}
