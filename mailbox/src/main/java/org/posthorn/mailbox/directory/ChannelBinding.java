package org.posthorn.mailbox.directory;

/// What ties a login to the TLS session that it travels in (RFC 5056), so that nobody in between
/// can pass it on.
public final class ChannelBinding {
    /// RFC 9266.
    public static final String TLS_EXPORTER = "tls-exporter";

    private final String type;
    private final byte[] data;

    /// A binding of a kind.
    ///
    /// @param type its registered name
    /// @param data what both ends know of the session, and nobody else's session has
    public ChannelBinding(String type, byte[] data) {
        this.type = type;
        this.data = data.clone();
    }

    String type() {
        return type;
    }

    byte[] data() {
        return data.clone();
    }
}
