package org.posthorn.mailbox.mime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The multiparts around the current line whose end has not been seen, from the outside in.
///
/// A delimiter must be alone on its line but for blanks (RFC 2046 section 5.1.1). That section also
/// allows to look at the beginning of the line only; then a part that quotes a message whose
/// boundary begins with this one's would be torn apart. A line costs at most one comparison of
/// equally long octets for each level.
final class OpenMultiparts {
    private final List<OpenPart> parts = new ArrayList<>(4);

    /// A line that ends the content before it.
    ///
    /// @param closing whether its multipart ends here too, rather than another part beginning
    record Delimiter(OpenPart multipart, boolean closing) {}

    void open(OpenPart multipart) {
        parts.add(multipart);
    }

    /// Forgets this one and all inside it.
    void close(OpenPart multipart) {
        closeInside(multipart);
        parts.removeLast();
    }

    /// Forgets all inside this one.
    void closeInside(OpenPart multipart) {
        while (parts.getLast() != multipart) {
            parts.removeLast();
        }
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
        boolean mayClose = to - from > 2 && octets[to - 1] == '-' && octets[to - 2] == '-';
        for (int i = parts.size() - 1; i >= 0; i--) {
            OpenPart part = parts.get(i);
            byte[] boundary = part.boundary();
            if (Arrays.equals(boundary, 0, boundary.length, octets, from, to)) {
                return new Delimiter(part, false);
            }
            if (mayClose && Arrays.equals(boundary, 0, boundary.length, octets, from, to - 2)) {
                return new Delimiter(part, true);
            }
        }
        return null;
    }
}
