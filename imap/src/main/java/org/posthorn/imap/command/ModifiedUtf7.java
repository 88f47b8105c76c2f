package org.posthorn.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The ASCII form of mailbox names in IMAP4rev1 (RFC 3501 section 5.1.3).
///
/// Printable ASCII stands for itself, `&-` for `&`, and `&` base64 `-` for any other run of UTF-16.
public final class ModifiedUtf7 {
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getDecoder();

    private ModifiedUtf7() {}

    /// What stands for `name` in ASCII.
    public static String encode(String name) {
        if (name.chars().allMatch(c -> isPlain(c) && c != '&')) {
            return name;
        }
        var text = new StringBuilder(name.length() + 16);
        int at = 0;
        while (at < name.length()) {
            char c = name.charAt(at);
            if (isPlain(c)) {
                text.append(c);
                if (c == '&') {
                    text.append('-');
                }
                at++;
            } else {
                int end = endOfRun(name, at);
                byte[] utf16 = name.substring(at, end).getBytes(StandardCharsets.UTF_16BE);
                String base64 = ENCODER.encodeToString(utf16).replace('/', ',');
                text.append('&').append(base64).append('-');
                at = end;
            }
        }
        return text.toString();
    }

    private static int endOfRun(String name, int from) {
        int end = from;
        while (end < name.length() && !isPlain(name.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c < 0x7F;
    }

    /// The name that `text` stands for.
    ///
    /// Lenient where nothing is lost: characters beyond ASCII stand for themselves, so that a
    /// client which sends UTF-8 is understood.
    ///
    /// @throws IllegalArgumentException when an encoded run is not what [#encode] would have
    ///   written
    public static String decode(String text) {
        int at = text.indexOf('&');
        if (at < 0) {
            return text;
        }
        var name = new StringBuilder(text.length());
        int done = 0;
        while (at >= 0) {
            int end = text.indexOf('-', at);
            if (end < 0) {
                throw new IllegalArgumentException("an encoded run in the name has no end");
            }
            name.append(text, done, at).append(decodeRun(text.substring(at + 1, end)));
            done = end + 1;
            at = text.indexOf('&', done);
        }
        return name.append(text, done, text.length()).toString();
    }

    private static String decodeRun(String base64) {
        if (base64.isEmpty()) {
            return "&";
        }
        if (base64.indexOf('/') >= 0) {
            throw new IllegalArgumentException("an encoded run in the name has a '/'");
        }
        byte[] utf16 = DECODER.decode(base64.replace(',', '/'));
        var run = new String(utf16, StandardCharsets.UTF_16BE);
        if (!encode(run).equals("&" + base64 + "-")) {
            throw new IllegalArgumentException("an encoded run in the name is not well formed");
        }
        return run;
    }
}
