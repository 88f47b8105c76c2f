package org.posthorn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Measures Posthorn and Dovecot side by side; `bench/run` starts it.
final class Main {
    private static final String BEGIN = "<!-- bench: begin -->\n";
    private static final String END = "<!-- bench: end -->\n";

    private Main() {}

    public static void main(String... arguments) throws Exception {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        var peers = peers(options);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> peers.forEach(Peer::close)));
        try {
            measure(options, peers);
        } catch (IOException e) {
            System.err.println("The measurement failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void measure(Options options, List<Peer> peers)
            throws IOException, InterruptedException {
        var results = new Results(peers);
        new Benchmark(options, peers, results).run();
        var report = Machine.describe(options.directory(), peers) + "\n" + results.table();
        System.out.print(report);
        if (options.report().isPresent()) {
            write(options.report().get(), report);
        }
    }

    private static List<Peer> peers(Options options) throws IOException {
        var peers = new ArrayList<Peer>();
        if (options.servers().contains("posthorn")) {
            peers.add(new PosthornPeer(options.launcher(), directory(options, "posthorn")));
        }
        if (options.servers().contains("dovecot")) {
            if (DovecotPeer.isAvailable()) {
                peers.add(DovecotPeer.in(directory(options, "dovecot")));
            } else {
                System.err.println("Dovecot needs to be installed and started as root: left out.");
            }
        }
        return peers;
    }

    private static Path directory(Options options, String name) throws IOException {
        return Files.createDirectories(options.directory().resolve(name));
    }

    /// Puts the report between the markers of the file.
    private static void write(Path file, String report) throws IOException {
        var text = Files.readString(file);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + " has lost the markers between which the table belongs");
        }
        Files.writeString(
                file, text.substring(0, begin + BEGIN.length()) + report + text.substring(end));
    }
}
