package org.posthorn.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Makes servers on new data folders, and stops whatever it made.
final class Peers implements AutoCloseable {
    private final Options options;
    private final List<Server> made = new CopyOnWriteArrayList<>();
    private final Map<String, String> versions = new HashMap<>();

    Peers(Options options) {
        this.options = options;
    }

    /// The servers with mailboxes to measure, those that can be, in the order of the table.
    List<String> names() {
        var names = new ArrayList<String>();
        if (options.servers().contains("posthorn")) {
            names.add(PosthornPeer.NAME);
        }
        if (options.servers().contains("dovecot") && DovecotPeer.isAvailable()) {
            names.add(DovecotPeer.NAME);
        }
        return names;
    }

    /// The servers that relay to measure, those that can be, in the order of the table.
    List<String> relayNames() {
        var names = new ArrayList<String>();
        if (options.servers().contains("posthorn")) {
            names.add(PosthornPeer.NAME);
        }
        if (options.servers().contains("postfix") && PostfixRelay.isAvailable()) {
            names.add(PostfixRelay.NAME);
        }
        return names;
    }

    /// Whether all that are asked for are there.
    boolean areComplete() {
        return (!options.servers().contains("dovecot") || DovecotPeer.isAvailable())
                && (!options.servers().contains("postfix") || PostfixRelay.isAvailable());
    }

    /// A server that has never run; it does not run yet.
    ///
    /// @param purpose names its folder, so it is used once only
    Peer fresh(String name, String purpose) throws IOException {
        var directory = directory(name, purpose);
        Files.createDirectories(directory);
        var peer =
                name.equals(DovecotPeer.NAME)
                        ? DovecotPeer.in(directory)
                        : new PosthornPeer(options.launcher(), directory);
        made.add(peer);
        return peer;
    }

    /// A server that relays and has never run; it does not run yet.
    RelayPeer freshRelay(String name, String purpose, RelayPeer.NextHops nextHops)
            throws IOException {
        var directory = directory(name, purpose);
        Files.createDirectories(directory);
        var relay =
                name.equals(PostfixRelay.NAME)
                        ? PostfixRelay.in(directory, nextHops)
                        : new PosthornRelay(options.launcher(), directory, nextHops);
        made.add(relay);
        return relay;
    }

    /// A Posthorn that has never run, with options for its Java.
    PosthornPeer freshWith(String javaOptions, String purpose) throws IOException {
        var directory = directory(PosthornPeer.NAME, purpose);
        Files.createDirectories(directory);
        var peer = new PosthornPeer(options.launcher(), directory, javaOptions);
        made.add(peer);
        return peer;
    }

    /// Stops a server for good and removes its data.
    void discard(Server server, String purpose) throws IOException {
        versions.merge(server.name(), server.version(), (old, now) -> now.isEmpty() ? old : now);
        server.close();
        try (var files = Files.walk(directory(server.name(), purpose))) {
            files.sorted(Comparator.reverseOrder()).forEach(Peers::delete);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// The names and versions of those that ran, in the order of the table.
    Map<String, String> versions() {
        var ordered = new LinkedHashMap<String, String>();
        for (var name : names()) {
            ordered.put(name, versions.getOrDefault(name, ""));
        }
        if (versions.containsKey(PostfixRelay.NAME)) {
            ordered.put(PostfixRelay.NAME, versions.getOrDefault(PostfixRelay.NAME, ""));
        }
        return ordered;
    }

    @Override
    public void close() {
        made.forEach(Server::close);
    }

    private Path directory(String name, String purpose) {
        return options.directory().resolve(name.toLowerCase(Locale.ROOT) + "-" + purpose);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
