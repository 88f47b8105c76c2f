package org.posthorn.bench;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What went wrong while the run went on: it counts as failed, but tells the rest.
final class Failures {
    private final List<String> sentences = new CopyOnWriteArrayList<>();

    void add(String sentence) {
        sentences.add(sentence);
        System.err.println("FAILED: " + sentence);
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }
}
