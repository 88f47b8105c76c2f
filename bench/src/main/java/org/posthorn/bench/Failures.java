package org.posthorn.bench;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What went wrong while the run went on. One of Posthorn's fails the run, which goes on and tells
/// the rest; what its peer did wrong is told and no more.
final class Failures {
    private final List<String> sentences = new CopyOnWriteArrayList<>();

    /// @param server by name
    void add(String server, String sentence) {
        if (server.equals(PosthornPeer.NAME)) {
            sentences.add(sentence);
        }
        System.err.println("FAILED: " + sentence);
    }

    /// Those that fail the run.
    List<String> sentences() {
        return List.copyOf(sentences);
    }
}
