package org.posthorn.mailbox.mime;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The header fields that the parser reads; all others it passes over.
enum HeaderField {
    DATE("Date"),
    SUBJECT("Subject"),
    FROM("From"),
    SENDER("Sender"),
    REPLY_TO("Reply-To"),
    TO("To"),
    CC("Cc"),
    BCC("Bcc"),
    IN_REPLY_TO("In-Reply-To"),
    MESSAGE_ID("Message-ID"),
    REFERENCES("References"),
    CONTENT_TYPE("Content-Type"),
    CONTENT_TRANSFER_ENCODING("Content-Transfer-Encoding"),
    CONTENT_ID("Content-ID"),
    CONTENT_DESCRIPTION("Content-Description"),
    CONTENT_DISPOSITION("Content-Disposition"),
    CONTENT_MD5("Content-MD5"),
    CONTENT_LANGUAGE("Content-Language"),
    CONTENT_LOCATION("Content-Location");

    private static final HeaderField[] ALL = values();

    private final String lowerCaseName;

    HeaderField(String name) {
        lowerCaseName = name.toLowerCase(Locale.ROOT);
    }

    /// Whether parts that are no messages have it.
    boolean isMime() {
        return lowerCaseName.startsWith("content-");
    }

    static @Nullable HeaderField of(byte[] octets, int start, int length) {
        for (HeaderField field : ALL) {
            if (field.lowerCaseName.length() == length && field.matches(octets, start)) {
                return field;
            }
        }
        return null;
    }

    private boolean matches(byte[] octets, int start) {
        for (int i = 0; i < lowerCaseName.length(); i++) {
            int c = octets[start + i];
            if (c >= 'A' && c <= 'Z') {
                c += 'a' - 'A';
            }
            if (c != lowerCaseName.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
