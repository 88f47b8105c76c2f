package org.posthorn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Measures Posthorn beside Dovecot and Postfix; `bench/run` starts it.
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
        var peers = new Peers(options);
        Runtime.getRuntime().addShutdownHook(new Thread(peers::close));
        if (!peers.areComplete()) {
            System.err.println("Dovecot and Postfix need to be installed, and root: left out.");
        }
        try {
            measure(options, peers);
        } catch (IOException e) {
            System.err.println("The measurement failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void measure(Options options, Peers peers)
            throws IOException, InterruptedException {
        var results = new Results(peers.names());
        var failures = new Failures();
        new Benchmark(options, peers, results, failures).run();
        var report =
                Machine.describe(options.directory(), peers.versions()) + "\n" + results.tables();
        System.out.print(report);
        if (!failures.sentences().isEmpty()) {
            throw new IOException(String.join("\n", failures.sentences()));
        }
        if (options.report().isPresent()) {
            write(options.report().get(), report);
        }
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
