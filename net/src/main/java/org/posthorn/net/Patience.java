package org.posthorn.net;

/// Judges, while octets are awaited, whether the peer may take longer still.
@FunctionalInterface
public interface Patience {
    /// Asked before each wait, and every few seconds within it.
    ///
    /// @throws ServerBusyException to wait no longer
    void check() throws ServerBusyException;
}
