package org.posthorn.imap;

import java.io.IOException;
import org.posthorn.net.Connection;
import org.posthorn.net.ConnectionHandler;

/// IMAP, as a listener speaks it.
///
/// One serves any number of listeners, with STARTTLS or with TLS from the first octet.
public final class ImapProtocol implements ConnectionHandler {
    private final ImapServices services;
    private final ImapSettings settings;

    public ImapProtocol(ImapServices services, ImapSettings settings) {
        this.services = services;
        this.settings = settings;
    }

    @Override
    public void serve(Connection connection) throws IOException {
        new Session(connection, services, settings).run();
    }

    @Override
    public String refusal() {
        return "* BYE [UNAVAILABLE] Too many connections";
    }
}
