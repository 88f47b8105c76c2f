package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthorn.net.BufferAllowance;
import org.posthorn.net.Connection;
import org.posthorn.net.ConnectionHandler;
import org.posthorn.net.Tls;
import org.posthorn.server.admin.ListenerStatus;
import org.posthorn.server.config.Endpoint;
import org.posthorn.server.config.ListenAddress;

final class ListenersTest {
    private static final InetAddress FIRST = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress SECOND = InetAddress.ofLiteral("127.0.0.2");
    private static final ConnectionHandler SILENCE =
            new ConnectionHandler() {
                @Override
                public void serve(Connection connection) {}

                @Override
                public String refusal() {
                    return "";
                }
            };

    private static Endpoint endpoint(int port) {
        return new Endpoint(
                "lmtp",
                true,
                new ListenAddress("both", List.of(FIRST, SECOND)),
                port,
                10,
                10,
                List.of());
    }

    @Test
    void oneOfTwoAddressesTaken_listensOnTheOther() throws Exception {
        try (var taken = new ServerSocket(0, 1, FIRST);
                var listeners = new Listeners(Duration.ZERO, BufferAllowance.UNLIMITED)) {
            listeners.open(endpoint(taken.getLocalPort()), new Tls.None(), SILENCE);
            assertThat(listeners.status())
                    .extracting(ListenerStatus::address)
                    .containsExactly("127.0.0.2");
        }
    }

    @Test
    void bothTaken_isRefusedInOneSentence() throws IOException {
        try (var taken = new ServerSocket(0, 1, FIRST);
                var alsoTaken = new ServerSocket(taken.getLocalPort(), 1, SECOND);
                var listeners = new Listeners(Duration.ZERO, BufferAllowance.UNLIMITED)) {
            assertThatThrownBy(() ->
                            listeners.open(
                                    endpoint(alsoTaken.getLocalPort()), new Tls.None(), SILENCE))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("127.0.0.1 port " + taken.getLocalPort())
                    .hasMessageContaining("listeners.lmtp.port");
        }
    }
}
