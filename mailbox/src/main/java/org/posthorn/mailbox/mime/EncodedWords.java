package org.posthorn.mailbox.mime;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Decodes the encoded-words of a header text (RFC 2047 section 2).
///
/// It takes them wherever they stand, inside quoted strings and words too, because senders put them
/// there. Neighbours of one charset are decoded together: many senders cut characters of several
/// octets in two.
final class EncodedWords {
    private final String text;
    private final StringBuilder decoded;

    /// Octets of the words before the current one.
    private final StringBuilder pending = new StringBuilder();

    private String pendingCharset = "";

    /// @param octets the decoded ones, each a `char`
    private record Word(String charset, String octets, int end) {}

    private EncodedWords(String text) {
        this.text = text;
        decoded = new StringBuilder(text.length());
    }

    static String decode(String octets) {
        return octets.contains("=?") ? new EncodedWords(octets).decode() : plain(octets);
    }

    /// Octets that hold no encoded-words, or whose encoded-words stay as they are.
    static String plain(String octets) {
        return LenientUtf8Reader.decode(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String decode() {
        int at = 0;
        int plainFrom = 0;
        boolean behindWord = false;
        while (true) {
            int start = text.indexOf("=?", at);
            if (start < 0) {
                break;
            }
            Word word = wordAt(start);
            if (word == null) {
                at = start + 2;
                continue;
            }
            if (!behindWord || !text.substring(plainFrom, start).isBlank()) {
                flush();
                decoded.append(plain(text.substring(plainFrom, start)));
            }
            add(word);
            behindWord = true;
            at = word.end();
            plainFrom = at;
        }
        flush();
        return decoded.append(plain(text.substring(plainFrom))).toString();
    }

    private void add(Word word) {
        if (!word.charset().equalsIgnoreCase(pendingCharset)) {
            flush();
        }
        pendingCharset = word.charset();
        pending.append(word.octets());
    }

    private void flush() {
        if (!pending.isEmpty()) {
            byte[] octets = pending.toString().getBytes(StandardCharsets.ISO_8859_1);
            decoded.append(
                    MimeCharsets.of(pendingCharset)
                            .map(charset -> new String(octets, charset))
                            .orElseGet(() -> LenientUtf8Reader.decode(octets)));
            pending.setLength(0);
        }
    }

    /// ```
    /// encoded-word = "=?" charset "?" encoding "?" encoded-text "?="
    /// ```
    ///
    /// The charset may have a language behind it (RFC 2231 section 5).
    private @Nullable Word wordAt(int start) {
        int charsetEnd = text.indexOf('?', start + 2);
        if (charsetEnd < 0
                || charsetEnd + 2 >= text.length()
                || text.charAt(charsetEnd + 2) != '?') {
            return null;
        }
        int end = text.indexOf('?', charsetEnd + 3);
        if (end < 0 || end + 1 >= text.length() || text.charAt(end + 1) != '=') {
            return null;
        }
        String charset = text.substring(start + 2, charsetEnd);
        int language = charset.indexOf('*');
        String encoded = text.substring(charsetEnd + 3, end);
        String octets =
                switch (text.charAt(charsetEnd + 1)) {
                    case 'B', 'b' -> base64(encoded);
                    case 'Q', 'q' -> quoted(encoded);
                    default -> null;
                };
        return octets == null
                ? null
                : new Word(
                        language < 0 ? charset : charset.substring(0, language), octets, end + 2);
    }

    private static String base64(String encoded) {
        byte[] octets = Base64Decoder.decode(encoded.getBytes(StandardCharsets.ISO_8859_1));
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /// RFC 2047 section 4.2.
    private static String quoted(String encoded) {
        var octets = new StringBuilder(encoded.length());
        int at = 0;
        while (at < encoded.length()) {
            char c = encoded.charAt(at++);
            if (c == '=' && at + 1 < encoded.length()) {
                int high = Character.digit(encoded.charAt(at), 16);
                int low = Character.digit(encoded.charAt(at + 1), 16);
                if (high >= 0 && low >= 0) {
                    octets.append((char) ((high << 4) | low));
                    at += 2;
                    continue;
                }
            }
            octets.append(c == '_' ? ' ' : c);
        }
        return octets.toString();
    }
}
