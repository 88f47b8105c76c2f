package org.posthorn.net;

/// What all connections together may keep in memory.
///
/// Called from any thread.
public interface BufferAllowance {
    /// For tests and for servers of a few connections.
    BufferAllowance UNLIMITED =
            new BufferAllowance() {
                @Override
                public boolean admit(int octets) {
                    return true;
                }

                @Override
                public boolean take(boolean known, int octets) {
                    return true;
                }

                @Override
                public void give(int octets) {
                    // Nothing was counted.
                }
            };

    /// Counts what a new connection costs, unless there is too little left.
    boolean admit(int octets);

    /// Counts a buffer, unless there is too little left.
    ///
    /// @param known whether the peer has logged in
    boolean take(boolean known, int octets);

    /// What was counted is kept no more.
    void give(int octets);
}
