package org.posthorn.server.config;

import java.util.Comparator;
import java.util.Set;

/// Guesses which key was meant.
final class NearestKey {
    private NearestKey() {}

    /// `; did you mean X?`, where X is a known key.
    static String hint(String unknown, Set<String> known) {
        return known.stream()
                .min(
                        Comparator.comparingInt((String key) -> distance(unknown, key))
                                .thenComparing(Comparator.naturalOrder()))
                .map(key -> "; did you mean " + key + "?")
                .orElse("");
    }

    /// Typing errors between two keys; a right name in the wrong place counts as one and a half.
    private static int distance(String unknown, String key) {
        int asWritten = 2 * edits(unknown, key);
        return name(unknown).equals(name(key)) ? Math.min(asWritten, 3) : asWritten;
    }

    private static String name(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /// Levenshtein's distance.
    private static int edits(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
