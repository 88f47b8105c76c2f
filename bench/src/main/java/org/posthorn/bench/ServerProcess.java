package org.posthorn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A server that runs as a child of this process.
final class ServerProcess {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int PAUSE_MILLIS = 2;

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private volatile @Nullable Process process;
    private volatile boolean closed;

    ServerProcess(List<String> command, Path log) {
        this(command, Map.of(), log);
    }

    /// @param environment what is added to it
    ServerProcess(List<String> command, Map<String, String> environment, Path log) {
        this.command = command;
        this.environment = environment;
        this.log = log;
    }

    /// Starts the command; returns the time until each of the ports greeted a client.
    Duration start(List<Integer> plainPorts, List<Integer> tlsPorts) throws IOException {
        long start = System.nanoTime();
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        var started =
                builder.redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        process = started;
        if (closed) {
            stop();
        }
        for (int port : plainPorts) {
            awaitGreeting(started, port, false);
        }
        for (int port : tlsPorts) {
            awaitGreeting(started, port, true);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Stops the process for good; called from another thread when the run is broken off.
    void close() {
        closed = true;
        stop();
    }

    /// Asks the process to end, and ends it if it does not.
    void stop() {
        var running = process;
        if (running == null) {
            return;
        }
        var tree = tree().toList();
        tree.forEach(ProcessHandle::destroy);
        try {
            if (!running.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                tree.forEach(ProcessHandle::destroyForcibly);
                running.waitFor();
            }
        } catch (InterruptedException _) {
            tree.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    /// The process and all that it has started.
    Stream<ProcessHandle> tree() {
        var running = process;
        return running == null
                ? Stream.empty()
                : Stream.concat(Stream.of(running.toHandle()), running.descendants());
    }

    private void awaitGreeting(Process started, int port, boolean tls) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try (var wire = tls ? Wire.tls(port, 1024) : Wire.plain(port, 1024)) {
                wire.nextLine();
                return;
            } catch (IOException e) {
                if (!started.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(
                            "%s did not listen on port %d:%n%s"
                                    .formatted(command.getFirst(), port, lastLog()),
                            e);
                }
            }
            pause();
        }
    }

    private String lastLog() throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        var lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
