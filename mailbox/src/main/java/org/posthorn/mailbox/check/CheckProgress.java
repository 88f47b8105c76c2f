package org.posthorn.mailbox.check;

import java.util.List;

/// How far a check has come.
///
/// @param running whether it goes on
/// @param phase what is looked at, a word or two; empty before the first check
/// @param checked how much of that was looked at
/// @param findings how many flaws were found
/// @param first sentences on the first of them
public record CheckProgress(
        boolean running, String phase, long checked, long findings, List<String> first) {
    static final CheckProgress NONE = new CheckProgress(false, "", 0, 0, List.of());
}
