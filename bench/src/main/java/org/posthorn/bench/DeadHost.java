package org.posthorn.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A host that does not answer: the system completes a connection or two, which nobody greets; to
/// those after them it is silent.
record DeadHost(ServerSocket socket) implements AutoCloseable {
    static DeadHost open() throws IOException {
        return new DeadHost(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
