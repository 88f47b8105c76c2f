package org.posthorn.mailbox.mime;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Message-ids in the one form in which they are compared: without angle brackets, quotes and
/// blanks (RFC 5256 section 3, BASE.6.4.THREAD).
final class MessageIds {
    private static final int LONGEST_OCTETS = 1000;
    private static final int MOST = 100;
    private static final int MOST_OCTETS = 7 * 1024;

    private MessageIds() {}

    /// All of a References field, each once, in order; of very many the first and the last ones.
    static List<String> all(@Nullable String field) {
        return firstAndLast(List.copyOf(read(field, Integer.MAX_VALUE)));
    }

    /// The first of a Message-ID or In-Reply-To field; null when there is none.
    static @Nullable String first(@Nullable String field) {
        var ids = read(field, 1);
        return ids.isEmpty() ? null : ids.iterator().next();
    }

    /// ```
    /// msg-id = [CFWS] "<" id-left "@" id-right ">" [CFWS]
    /// ```
    ///
    /// RFC 5322 section 3.6.4. Whatever stands in angle brackets is taken, since programs write ids
    /// without `@` and refer to them.
    private static Set<String> read(@Nullable String field, int most) {
        var ids = new LinkedHashSet<String>();
        int open = -1;
        for (int i = 0; field != null && i < field.length() && ids.size() < most; i++) {
            char c = field.charAt(i);
            if (c == '<') {
                open = i;
            } else if (c == '>' && open >= 0) {
                String id = normal(field.substring(open + 1, i));
                if (!id.isEmpty()) {
                    ids.add(id);
                }
                open = -1;
            }
        }
        return ids;
    }

    /// `<"a\b"@x>` and `<ab@x>` are the same.
    private static String normal(String id) {
        var out = new StringBuilder(id.length());
        boolean quoted = false;
        for (int i = 0; i < id.length() && out.length() < LONGEST_OCTETS; i++) {
            char c = id.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\' && i + 1 < id.length()) {
                out.append(id.charAt(++i));
            } else if (quoted || (c != ' ' && c != '\t')) {
                out.append(c);
            }
        }
        return out.toString();
    }

    /// The first says what began the thread, the last ones what this is an answer to.
    private static List<String> firstAndLast(List<String> ids) {
        var kept = new ArrayDeque<String>();
        int octets = 0;
        for (int i = ids.size() - 1; i > 0; i--) {
            octets += ids.get(i).length();
            if (kept.size() >= MOST - 1 || octets > MOST_OCTETS) {
                break;
            }
            kept.addFirst(ids.get(i));
        }
        if (!ids.isEmpty()) {
            kept.addFirst(ids.getFirst());
        }
        return List.copyOf(kept);
    }
}
