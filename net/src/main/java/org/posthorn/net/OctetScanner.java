package org.posthorn.net;

/// Goes through octets in the connection's own buffer, see [ConnectionInput#scan].
@FunctionalInterface
public interface OctetScanner {
    /// Goes through the octets from `from` to before `to`, which are not its to change or keep.
    ///
    /// @return how many it takes, from the first
    int scan(byte[] octets, int from, int to);
}
