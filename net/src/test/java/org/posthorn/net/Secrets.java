package org.posthorn.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A password in whatever a confused client says, for tests that look for it in the log.
public final class Secrets {
    public static final String PASSWORD = "hunter2";
    private static final String PLAIN = base64("\0alice@example.com\0" + PASSWORD);

    private Secrets() {}

    /// Replaces `<b64>` by a PLAIN message, `<n64>` and `<p64>` by a name and the password, and
    /// `<long>` by more than a line may have.
    public static String octets(String lines) {
        return lines.replace("<b64>", PLAIN)
                .replace("<n64>", base64("alice@example.com"))
                .replace("<p64>", base64(PASSWORD))
                .replace("<long>", "x".repeat(20_000));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// That something was logged, and nothing of the password in any form.
    public static void assertNoneIn(LogCapture log) {
        assertThat(log.lines())
                .isNotEmpty()
                .noneMatch(line -> line.contains(PASSWORD))
                .noneMatch(line -> line.contains(PLAIN.substring(0, 12)))
                .noneMatch(line -> line.contains(base64(PASSWORD).substring(0, 8)));
    }
}
