package org.posthorn.server.admin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One kind of request.
///
/// Paths are matched as they were sent, a part at a time, and decoded after that: a `%2F` in an
/// address parts nothing (RFC 3986 section 2.2), which Helidon's own routing would not know.
///
/// @param path such as `/v1/accounts/{address}`; a part in braces takes any text
/// @param open whether it is answered without a token
record Route(String method, String path, boolean open, Action action) {
    private static final Pattern SLASH = Pattern.compile("/");

    Route(String method, String path, Action action) {
        this(method, path, false, action);
    }

    /// Whoever reaches the port may ask this.
    static Route open(String path, Action action) {
        return new Route("GET", path, true, action);
    }

    /// The texts of the parts in braces by their names, as they were sent, if the path is of this
    /// kind.
    Optional<Map<String, String>> match(String rawPath) {
        List<String> expected = SLASH.splitAsStream(path).toList();
        List<String> sent = SLASH.splitAsStream(rawPath).toList();
        if (expected.size() != sent.size()) {
            return Optional.empty();
        }
        Map<String, String> parts = new HashMap<>();
        for (int i = 0; i < expected.size(); i++) {
            String part = expected.get(i);
            if (part.startsWith("{")) {
                parts.put(part.substring(1, part.length() - 1), sent.get(i));
            } else if (!part.equals(sent.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parts);
    }
}
