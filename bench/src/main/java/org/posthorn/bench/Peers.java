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
    private final List<Peer> made = new CopyOnWriteArrayList<>();
    private final Map<String, String> versions = new HashMap<>();

    Peers(Options options) {
        this.options = options;
    }

    /// The servers to measure, those that can be, in the order of the table.
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

    /// A Posthorn that has never run, with options for its Java.
    PosthornPeer freshWith(String javaOptions, String purpose) throws IOException {
        var directory = directory(PosthornPeer.NAME, purpose);
        Files.createDirectories(directory);
        var peer = new PosthornPeer(options.launcher(), directory, javaOptions);
        made.add(peer);
        return peer;
    }

    /// Stops a server for good and removes its data.
    void discard(Peer peer, String purpose) throws IOException {
        versions.merge(peer.name(), peer.version(), (old, now) -> now.isEmpty() ? old : now);
        peer.close();
        try (var files = Files.walk(directory(peer.name(), purpose))) {
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
        return ordered;
    }

    @Override
    public void close() {
        made.forEach(Peer::close);
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
