package org.posthorn.smtp.report;

import jakarta.activation.DataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/// The part of a notice that returns the message that it is about, or its header (RFC 6522 section
/// 3).
///
/// A whole message goes back only if it is lines of text: `message/rfc822` must not be encoded (RFC
/// 2046 section 5.2.1), and what has NUL, CR or LF alone or overlong lines would have to be. A
/// header that is so is encoded as quoted-printable, which `text/rfc822-headers` may be.
final class ReturnedOriginal implements DataSource {
    /// More of a header is cut off; nobody reads so much.
    static final int MAX_HEADER_OCTETS = 64 * 1024;

    private final Supplier<InputStream> original;
    private final MessageScan scan;
    private final boolean utf8;

    private ReturnedOriginal(Supplier<InputStream> original, MessageScan scan, boolean utf8) {
        this.original = original;
        this.scan = scan;
        this.utf8 = utf8;
    }

    /// @param most of its octets that may be returned as a whole message; 0 returns the header
    /// @param utf8 whether its header may be UTF-8
    static ReturnedOriginal examine(Supplier<InputStream> original, long most, boolean utf8)
            throws IOException {
        try (InputStream in = original.get()) {
            MessageScan scan = MessageScan.of(in, most, MAX_HEADER_OCTETS);
            return new ReturnedOriginal(original, scan, utf8 && isUtf8(scan.header()));
        }
    }

    /// Not ASCII, and UTF-8 (RFC 6532).
    private static boolean isUtf8(byte[] header) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
            return !SafeText.isAscii(text);
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    /// As far as it is returned.
    Fields header() {
        return Fields.header(scan.header());
    }

    @Override
    public String getContentType() {
        if (scan.isWhole()) {
            return utf8 ? "message/global" : "message/rfc822";
        }
        return utf8 && scan.isHeaderOfLines() ? "message/global-headers" : "text/rfc822-headers";
    }

    String encoding() {
        if (!scan.isWhole() && !isHeaderAsItIs()) {
            return "quoted-printable";
        }
        return hasEightBits() ? "8bit" : "7bit";
    }

    /// Whether it needs eight bits on its way.
    boolean hasEightBits() {
        return scan.isWhole() ? scan.hasEightBits() : isHeaderAsItIs() && scan.hasHeaderEightBits();
    }

    private boolean isHeaderAsItIs() {
        return scan.isHeaderOfLines() && (utf8 || !scan.hasHeaderEightBits());
    }

    @Override
    public InputStream getInputStream() {
        return scan.isWhole() ? original.get() : new ByteArrayInputStream(scan.header());
    }

    @Override
    public OutputStream getOutputStream() {
        throw new UnsupportedOperationException("a returned message is not written to");
    }

    @Override
    public String getName() {
        return "";
    }
}
