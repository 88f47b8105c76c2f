package org.posthorn.mailbox.rows;

/// A body that is read part by part; holds nothing of the storage between two of them.
public interface OpenBody {
    /// The octets from an offset to the end of the part that holds it, at least one.
    ///
    /// @throws org.posthorn.mailbox.store.StoreException when the body has become shorter, or is
    ///   gone
    byte[] from(long offset);
}
