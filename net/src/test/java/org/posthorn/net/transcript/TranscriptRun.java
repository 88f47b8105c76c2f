package org.posthorn.net.transcript;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.posthorn.net.transcript.Transcript.Step;

/// Plays the client of one transcript and holds the server to it.
final class TranscriptRun implements AutoCloseable {
    private static final String MORE = "<more>";
    private static final String CLOSED = "<closed>";
    private static final String LINES = "<lines>";

    private final Transcript transcript;
    private final TranscriptHost.Server server;
    private final Map<String, Wire> wires = new LinkedHashMap<>();
    private final Map<String, String> remembered = new HashMap<>();

    /// The conversation so far, as a transcript.
    private final List<String> said = new ArrayList<>();

    /// Connections on which any lines may come before the expected one.
    private final List<String> lenient = new ArrayList<>();

    TranscriptRun(Transcript transcript, TranscriptHost.Server server) {
        this.transcript = transcript;
        this.server = server;
    }

    void run() throws Exception {
        for (Step step : transcript.steps()) {
            switch (step) {
                case Step.Client client -> send(client);
                case Step.Server expected -> expect(expected);
                case Step.When when -> {
                    said.add("when " + when.event());
                    server.when(when.event());
                }
            }
        }
        for (Map.Entry<String, Wire> wire : wires.entrySet()) {
            if (!lenient.contains(wire.getKey()) && wire.getValue().hasUnread()) {
                throw deviation(lastLine(), wire.getKey(), "nothing more", wire.getValue());
            }
        }
    }

    private int lastLine() {
        return transcript.steps().getLast().line();
    }

    private void send(Step.Client step) throws IOException {
        said.add("C" + step.connection() + ": " + step.text());
        Wire wire = wire(step.connection());
        switch (step.text()) {
            case "<close>" -> {
                wires.remove(step.connection());
                wire.close();
            }
            case "<tls>" -> wire.startTls();
            default -> {
                boolean more = step.text().endsWith(MORE);
                int end = step.text().length() - (more ? MORE.length() : 0);
                String octets = new Template(step.text().substring(0, end), remembered).octets();
                wire.send(more ? octets : octets + "\r\n");
            }
        }
    }

    private void expect(Step.Server step) throws IOException {
        if (step.text().equals(LINES)) {
            lenient.add(step.connection());
            return;
        }
        Wire wire = wire(step.connection());
        boolean skips = lenient.remove(step.connection());
        String line = hear(step, wire);
        while (skips && line != null && !fits(step, line)) {
            line = hear(step, wire);
        }
        if (!fits(step, line)) {
            throw deviation(step.line(), step.connection(), step.text(), wire);
        }
    }

    private boolean fits(Step.Server step, @Nullable String line) {
        if (step.text().equals(CLOSED) || line == null) {
            return step.text().equals(CLOSED) && line == null;
        }
        return new Template(step.text(), remembered).matches(line);
    }

    private @Nullable String hear(Step.Server step, Wire wire) {
        String speaker = "S" + step.connection() + ": ";
        try {
            String line = wire.readLine();
            said.add(speaker + (line == null ? CLOSED : Template.shown(line)));
            if (line != null) {
                server.heard(line);
            }
            return line;
        } catch (IOException e) {
            said.add(speaker + "(" + e.getMessage() + ")");
            throw deviation(step.line(), step.connection(), step.text(), wire);
        }
    }

    private Wire wire(String name) throws IOException {
        Wire known = wires.get(name);
        if (known != null) {
            return known;
        }
        Wire wire = Wire.open(server.port());
        wires.put(name, wire);
        server.prepare(wire);
        return wire;
    }

    private AssertionError deviation(int line, String connection, String wanted, Wire wire) {
        String speaker = "S" + connection + ": ";
        var message = new StringBuilder();
        message.append(transcript.name()).append(':').append(line);
        message.append(": the server deviates\n  wanted  ").append(speaker).append(wanted);
        message.append("\n  got     ").append(said.isEmpty() ? "" : said.getLast());
        message.append("\nthe conversation was");
        said.forEach(each -> message.append("\n  ").append(each));
        String more = wire.afterthought();
        for (int i = 0; more != null && i < 20; i++) {
            message.append("\n  ").append(speaker).append(Template.shown(more));
            more = wire.afterthought();
        }
        return new AssertionError(message.append('\n').toString());
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : wires.values()) {
            wire.close();
        }
    }
}
