package org.posthorn.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/// Finds ports on the loopback address that nobody listens on.
final class Ports {
    private static final int FIRST_OFFSET = 20_000;
    private static final int LAST_OFFSET = 29_000;

    private Ports() {}

    static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A number that can be added to each of the ports.
    static int freeOffset(List<Integer> ports) {
        for (int offset = FIRST_OFFSET; offset <= LAST_OFFSET; offset += 100) {
            int candidate = offset;
            if (ports.stream().allMatch(port -> isFree(port + candidate))) {
                return offset;
            }
        }
        throw new IllegalStateException("no free ports");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }
}
