package org.posthorn.pop3;

import java.io.IOException;
import org.posthorn.net.Connection;
import org.posthorn.net.ConnectionHandler;

/// POP3 (RFC 1939), as a listener speaks it.
///
/// One serves any number of listeners, with STLS or with TLS from the first octet; a maildrop is
/// locked across all of them.
public final class Pop3Protocol implements ConnectionHandler {
    private final ConnectionHandler chain;

    public Pop3Protocol(Pop3Services services, Pop3Settings settings) {
        chain = JamesPop3Chain.handler(services, settings);
    }

    @Override
    public void serve(Connection connection) throws IOException {
        chain.serve(connection);
    }

    @Override
    public String refusal() {
        return chain.refusal();
    }
}
