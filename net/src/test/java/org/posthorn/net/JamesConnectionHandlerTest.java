package org.posthorn.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.james.protocols.api.BaseRequest;
import org.apache.james.protocols.api.ProtocolConfigurationImpl;
import org.apache.james.protocols.api.ProtocolImpl;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolSessionImpl;
import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.StartTlsResponse;
import org.apache.james.protocols.api.StreamResponse;
import org.apache.james.protocols.api.handler.CommandHandler;
import org.apache.james.protocols.api.handler.ConnectHandler;
import org.apache.james.protocols.api.handler.DisconnectHandler;
import org.apache.james.protocols.api.handler.ProtocolHandlerChainImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class JamesConnectionHandlerTest {
    private final CountDownLatch disconnected = new CountDownLatch(1);

    @SuppressWarnings("NullAway.Init") // set before each test
    private Listener listener;

    @BeforeEach
    void open() throws Exception {
        ProtocolHandlerChainImpl chain = new ProtocolHandlerChainImpl();
        chain.add(new Dispatcher());
        chain.add((ConnectHandler<ProtocolSession>) _ -> new Line("welcome"));
        chain.add((DisconnectHandler<ProtocolSession>) _ -> disconnected.countDown());
        command(chain, "SAY", (_, argument) -> new Line("said " + argument));
        command(chain, "STREAM", (_, argument) -> new Stream(argument));
        command(chain, "FAIL", (_, _) -> throwing());
        command(chain, "TLS", (_, _) -> new StartTls());
        command(chain, "BYE", (_, _) -> new Line("bye", true));
        command(chain, "ASK", JamesConnectionHandlerTest::ask);
        chain.wireExtensibleHandlers();
        ProtocolConfigurationImpl configuration = new ProtocolConfigurationImpl("test") {};
        ProtocolImpl protocol =
                new ProtocolImpl(chain, configuration) {
                    @Override
                    public String getName() {
                        return "TEST";
                    }

                    @Override
                    public ProtocolSession newSession(ProtocolTransport transport) {
                        return new Session((JamesTransport) transport, configuration);
                    }
                };
        JamesGoodbyes goodbyes =
                new JamesGoodbyes(
                        new Line("silent"), new Line("late"), new Line("stopping"), "too many");
        listener =
                Listener.open(
                        new ListenerSettings(
                                "test",
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                new Tls.Upgrade(TestCertificates.serverContext()),
                                new ConnectionLimits(10, 10)),
                        new JamesConnectionHandler(protocol, 20, goodbyes, line -> line));
    }

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void commands_areAnsweredInOrder() throws Exception {
        try (TestClient client = TestClient.connect(listener.port())) {
            client.send("SAY a\r\nSTREAM b\r\nSAY <this line is much too long>\r\nSAY c\r\n");
            assertThat(lines(client, 6))
                    .containsExactly("welcome", "said a", "stream", "b", "too long", "said c");
        }
    }

    @Test
    void handlerThatFails_isTranslatedAndTheSessionGoesOn() throws Exception {
        try (TestClient client = TestClient.connect(listener.port())) {
            client.send("FAIL\r\nSAY a\r\n");
            assertThat(lines(client, 3)).containsExactly("welcome", "failed: oops", "said a");
        }
    }

    @Test
    void pushedLineHandler_getsTheNextLine() throws Exception {
        try (TestClient client = TestClient.connect(listener.port())) {
            client.send("ASK\r\nSAY a\r\nSAY b\r\n");
            assertThat(lines(client, 4))
                    .containsExactly("welcome", "go on", "heard SAY a", "said b");
        }
    }

    @Test
    void startTlsResponse_startsTls() throws Exception {
        try (TestClient client = TestClient.connect(listener.port())) {
            client.send("TLS\r\n");
            assertThat(lines(client, 2)).containsExactly("welcome", "go");
            client.startTls();
            client.send("SAY secret\r\n");
            assertThat(client.readLine()).isEqualTo("said secret");
        }
    }

    @Test
    void endOfSession_closesAndIgnoresWhatFollows() throws Exception {
        try (TestClient client = TestClient.connect(listener.port())) {
            client.send("BYE\r\nSAY a\r\n");
            assertThat(lines(client, 2)).containsExactly("welcome", "bye");
            assertThat(client.isAtEnd()).isTrue();
            disconnected.await();
        }
    }

    @Test
    void stop_saysGoodbye() throws Exception {
        try (TestClient client = TestClient.connect(listener.port())) {
            client.readLine();
            listener.close(Duration.ofSeconds(10));
            assertThat(client.readLine()).isEqualTo("stopping");
            disconnected.await();
        }
    }

    private static List<String> lines(TestClient client, int count) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(client.readLine());
        }
        return lines;
    }

    private static Response ask(ProtocolSession session, String argument) {
        session.pushLineHandler((_, line) -> {
            session.popLineHandler();
            return new Line("heard " + new String(line, StandardCharsets.UTF_8).strip());
        });
        return new Line("go on");
    }

    private static Response throwing() {
        throw new IllegalStateException("oops");
    }

    @FunctionalInterface
    private interface Command {
        Response answer(ProtocolSession session, String argument);
    }

    private static void command(ProtocolHandlerChainImpl chain, String verb, Command command) {
        chain.add(
                new CommandHandler<ProtocolSession>() {
                    @Override
                    public List<String> getImplCommands() {
                        return List.of(verb);
                    }

                    @Override
                    public Response onCommand(ProtocolSession session, Request request) {
                        return command.answer(session, request.getArgument());
                    }
                });
    }

    private static final class Dispatcher extends JamesDispatcher<ProtocolSession> {
        Dispatcher() {
            super(new CommandMeters(new PrometheusRegistry()).of("test", List.of()));
        }

        @Override
        protected Request parseRequest(ProtocolSession session, byte[] line) {
            String[] words = new String(line, StandardCharsets.UTF_8).strip().split(" ", 2);
            return new BaseRequest(words[0], words.length > 1 ? words[1] : "");
        }

        @Override
        protected Response failed(ProtocolSession session, Exception failure) {
            return new Line("failed: " + failure.getMessage());
        }
    }

    private static final class Session extends ProtocolSessionImpl {
        private Session(JamesTransport transport, ProtocolConfigurationImpl configuration) {
            super(transport, configuration);
        }

        @Override
        public Response newLineTooLongResponse() {
            return new Line("too long");
        }
    }

    private static class Line implements Response {
        private final String text;
        private final boolean ends;

        private Line(String text) {
            this(text, false);
        }

        private Line(String text, boolean ends) {
            this.text = text;
            this.ends = ends;
        }

        @Override
        public String getRetCode() {
            return "";
        }

        @Override
        public List<CharSequence> getLines() {
            return List.of(text);
        }

        @Override
        public boolean isEndSession() {
            return ends;
        }
    }

    private static final class StartTls extends Line implements StartTlsResponse {
        private StartTls() {
            super("go");
        }
    }

    private static final class Stream extends Line implements StreamResponse {
        private final String content;

        private Stream(String content) {
            super("stream");
            this.content = content + "\r\n";
        }

        @Override
        public InputStream getStream() {
            return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        }
    }
}
