package org.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.shell.core.command.CommandRegistry;

/// The shell as a person at a terminal has it.
@Timeout(60)
final class InteractiveShellTest {
    /// What a reader sends when it has made the terminal ready: keys before it are echoed, or lost.
    private static final String READING = "\033[?2004h";

    private static final String PROMPT = READING + "posthorn> ";
    private static final String QUESTION = READING + "Remove ";

    @TempDir Path directory;

    private final PipedOutputStream keyboard = new PipedOutputStream();
    private final Screen screen = new Screen();
    private FakeServer server;
    private Terminal terminal;
    private LineReader reader;
    private Thread session;

    @BeforeEach
    void start() throws Exception {
        server =
                new FakeServer(directory)
                        .answering("GET /v1/accounts/x%40a.example", 200, "{\"mailboxes\":[]}")
                        .answering("DELETE /v1/accounts/x%40a.example", 204, "")
                        .answering("POST /v1/accounts", 201, "{\"address\":\"x@a.example\"}");
        terminal =
                new ExternalTerminal(
                        "test",
                        "xterm",
                        new PipedInputStream(keyboard, 4096),
                        screen,
                        StandardCharsets.UTF_8);
        terminal.setSize(new Size(120, 40));
        reader = LineReaderBuilder.builder().terminal(terminal).build();
        var api = new AdminApi(server.location());
        var shell =
                new Shell(
                        new CommandRegistry(
                                Set.of(new AccountAddCommand(api), new AccountRemoveCommand(api))));
        session =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> new InteractiveShell(reader, shell).run(new String[0]));
        screen.awaitText(PROMPT, 0);
    }

    @AfterEach
    void stop() throws IOException {
        terminal.close();
        server.close();
    }

    @Test
    void interruptAtThePassword_cancelsTheCommandOnly() throws Exception {
        type("account add x@a.example\r", READING + "Password: ");
        type("secret\003", PROMPT);
        type("account add x@a.example\r", READING + "Password: ");
        type("it's \"h!!\\ard\r", READING + "Once more: ");
        type("it's \"h!!\\ard\r", PROMPT);
        leave();
        assertThat(server.requests())
                .singleElement()
                .satisfies(request ->
                        assertThat(request).contains("\"password\":\"it's \\\"h!!\\\\ard\""));
        assertThat(screen()).doesNotContain("h!!").doesNotContain("secret");
        assertThat(reader.getHistory()).noneMatch(entry -> entry.line().contains("h!!"));
    }

    @Test
    void endOfInputAtThePassword_cancelsTheCommandOnly() throws Exception {
        type("account add x@a.example\r", READING + "Password: ");
        type("\004", PROMPT);
        leave();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void interruptAtAQuestion_changesNothing() throws Exception {
        type("account remove x@a.example\r", QUESTION);
        type("\003", PROMPT);
        type("account remove x@a.example\r", QUESTION);
        type("y\r", PROMPT);
        leave();
        assertThat(server.requests()).filteredOn(asked -> asked.startsWith("DELETE")).hasSize(1);
        assertThat(reader.getHistory()).noneMatch(entry -> entry.line().equals("y"));
    }

    private void leave() throws Exception {
        type("exit\r", "exit");
        assertThat(session.join(Duration.ofSeconds(30))).isTrue();
    }

    /// Types, and waits for what must be on the screen after it.
    private void type(String keys, String expected) throws Exception {
        int before = screen().length();
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
        screen.awaitText(expected, before);
    }

    private String screen() {
        return screen.toString(StandardCharsets.UTF_8);
    }

    private static final class Screen extends ByteArrayOutputStream {
        @Override
        public synchronized void write(int octet) {
            super.write(octet);
            notifyAll();
        }

        @Override
        public synchronized void write(byte[] octets, int from, int length) {
            super.write(octets, from, length);
            notifyAll();
        }

        synchronized void awaitText(String expected, int from) throws InterruptedException {
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (toString(StandardCharsets.UTF_8).indexOf(expected, from) < 0
                    && System.nanoTime() < end) {
                wait(100);
            }
            assertThat(toString(StandardCharsets.UTF_8).substring(from)).contains(expected);
        }
    }
}
