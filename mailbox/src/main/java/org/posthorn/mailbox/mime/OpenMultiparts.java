package org.posthorn.mailbox.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The multiparts around the current line whose end has not been seen, from the outside in.
///
/// A delimiter must be alone on its line but for blanks (RFC 2046 section 5.1.1). That section also
/// allows to look at the beginning of the line only; then a part that quotes a message whose
/// boundary begins with this one's would be torn apart. A line costs the same however many
/// multiparts are open.
final class OpenMultiparts {
    private final List<OpenPart> parts = new ArrayList<>(4);

    /// For each boundary, those of the parts that have it, the innermost first.
    private final Map<String, Deque<OpenPart>> byBoundary = new HashMap<>();

    private int longestBoundary;

    /// A line that ends the content before it.
    ///
    /// @param closing whether its multipart ends here too, rather than another part beginning
    record Delimiter(OpenPart multipart, boolean closing) {}

    void open(OpenPart multipart) {
        parts.add(multipart);
        byBoundary.computeIfAbsent(multipart.boundary(), _ -> new ArrayDeque<>(1)).push(multipart);
        longestBoundary = Math.max(longestBoundary, multipart.boundary().length());
    }

    /// Forgets this one and all inside it.
    void close(OpenPart multipart) {
        closeInside(multipart);
        removeInnermost();
    }

    /// Forgets all inside this one.
    void closeInside(OpenPart multipart) {
        while (parts.getLast() != multipart) {
            removeInnermost();
        }
    }

    private void removeInnermost() {
        String boundary = parts.removeLast().boundary();
        byBoundary.computeIfPresent(
                boundary,
                (_, same) -> {
                    same.pop();
                    return same.isEmpty() ? null : same;
                });
    }

    /// What delimiter the line is, if any; the innermost multipart that it fits counts.
    ///
    /// ```
    /// delimiter       := CRLF "--" boundary
    /// close-delimiter := delimiter "--"
    /// ```
    @Nullable Delimiter find(byte[] octets, int start, int end) {
        int from = start + 2;
        if (parts.isEmpty() || end <= from || octets[start] != '-' || octets[start + 1] != '-') {
            return null;
        }
        int to = end;
        while (to > from && octets[to - 1] <= ' ' && octets[to - 1] >= 0) {
            to--;
        }
        if (to == from || to - from > longestBoundary + 2) {
            return null;
        }
        String line = new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
        OpenPart begun = innermost(line);
        OpenPart closed =
                line.endsWith("--") ? innermost(line.substring(0, line.length() - 2)) : null;
        if (closed != null && (begun == null || begun.depth() < closed.depth())) {
            return new Delimiter(closed, true);
        }
        return begun == null ? null : new Delimiter(begun, false);
    }

    private @Nullable OpenPart innermost(String boundary) {
        Deque<OpenPart> same = byBoundary.get(boundary);
        return same == null ? null : same.peek();
    }
}
