package org.posthorn.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.posthorn.server.admin.ListenerStatus;
import org.posthorn.server.config.Configuration;
import org.posthorn.server.config.ConfigurationException;
import org.posthorn.server.logging.Logging;

/// A short life of a server that nobody else sees, run once after a build so that the JVM can write
/// down what a start loads (its AOT cache, docs/decisions).
final class Rehearsal {
    private Rehearsal() {}

    /// @param folder for data that may be thrown away
    static void run(Path folder) throws ConfigurationException, StartException {
        Configuration configuration = Configuration.forRehearsal(folder);
        Logging.start(configuration.logging());
        try (Server server = Server.start(configuration)) {
            for (ListenerStatus listener : server.listeners()) {
                greet(listener);
            }
        }
    }

    /// Connecting is enough: the session begins, and ends when we leave.
    private static void greet(ListenerStatus listener) throws StartException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(5000);
            socket.connect(new InetSocketAddress(listener.address(), listener.port()));
            if (!listener.tls().equals("implicit")) {
                socket.getInputStream().read();
            }
        } catch (IOException e) {
            throw new StartException("The rehearsal met no server: " + e.getMessage(), e);
        }
    }
}
