package org.posthorn.mailbox.directory;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;

/// A password as a client or administrator typed it. Never printed, never stored.
///
/// Any text is one, so that a protocol need not judge it: a login with one that cannot be right
/// fails like any other, and setting one tells the administrator what is wrong with it.
public final class Password {
    private static final int MAX_OCTETS = 1024;

    private final String text;

    /// Prepares the text by the OpaqueString profile (RFC 8265 section 4.2): every space is U+0020,
    /// the rest NFC.
    public Password(String text) {
        this.text = Characters.isAscii(text) ? text : prepared(text);
    }

    private static String prepared(String text) {
        var spaced = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
                .forEach(spaced::appendCodePoint);
        return Normalizer.normalize(spaced, Normalizer.Form.NFC);
    }

    String text() {
        return text;
    }

    byte[] octets() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Why no account may have this password, as a sentence without the password in it.
    Optional<String> flaw() {
        if (text.isEmpty()) {
            return Optional.of("The password is empty.");
        }
        if (octets().length > MAX_OCTETS) {
            return Optional.of("The password is longer than 1024 octets.");
        }
        if (!text.codePoints().allMatch(Characters::isVisible)) {
            return Optional.of(
                    "The password contains a control character or one that Unicode does not know.");
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "Password[...]";
    }
}
