package org.posthorn.bench;

import java.util.ArrayList;
import java.util.List;

/// Sets of messages for commands (RFC 9051 section 9, sequence-set).
final class MessageSets {
    /// No server minds a line that is no longer than these.
    private static final int RANGES_TOGETHER = 100;

    private static final int OF = 5;
    private static final int THREE = 3;

    private MessageSets() {}

    /// Three of each five messages of a mailbox, for as many commands as there are sets.
    static List<String> threeOfFive(int messages) {
        var sets = new ArrayList<String>();
        var ranges = new ArrayList<String>();
        for (int first = 1; first <= messages; first += OF) {
            ranges.add(first + ":" + Math.min(first + THREE - 1, messages));
            if (ranges.size() == RANGES_TOGETHER || first + OF > messages) {
                sets.add(String.join(",", ranges));
                ranges.clear();
            }
        }
        return sets;
    }

    /// How many messages those are.
    static int countOfThreeOfFive(int messages) {
        return messages / OF * THREE + Math.min(messages % OF, THREE);
    }
}
