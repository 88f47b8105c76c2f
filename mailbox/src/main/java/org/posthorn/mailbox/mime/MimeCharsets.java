package org.posthorn.mailbox.mime;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The charsets that labels in messages mean.
///
/// Some mean more than they say: senders label a superset by the name of its best-known part, and
/// readers take them so (as the WHATWG Encoding Standard tells browsers to).
final class MimeCharsets {
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final Map<String, String> SUPERSETS =
            Map.of(
                    "iso-8859-1", "windows-1252",
                    "iso-8859-9", "windows-1254",
                    "iso-8859-11", "x-windows-874",
                    "tis-620", "x-windows-874",
                    "gb2312", "GB18030",
                    "gbk", "GB18030",
                    "ks_c_5601-1987", "x-windows-949",
                    "euc-kr", "x-windows-949",
                    "shift_jis", "windows-31j");

    private MimeCharsets() {}

    /// Empty where [LenientUtf8Reader] guesses best: for US-ASCII and UTF-8, and for what nobody
    /// knows.
    static Optional<Charset> of(String label) {
        String name = label.strip().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.equals("us-ascii") || name.equals("utf-8")) {
            return Optional.empty();
        }
        try {
            Charset charset = Charset.forName(SUPERSETS.getOrDefault(name, name));
            return charset.equals(StandardCharsets.US_ASCII)
                            || charset.equals(StandardCharsets.UTF_8)
                    ? Optional.empty()
                    : Optional.of(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            return Optional.empty();
        }
    }
}
