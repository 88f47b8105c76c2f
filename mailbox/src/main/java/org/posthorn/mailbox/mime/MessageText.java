package org.posthorn.mailbox.mime;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;

/// What people read of a message: its octets as characters.
public final class MessageText {
    private MessageText() {}

    /// The text of a part, its transfer encoding and charset removed; line ends and, in HTML, tags
    /// are left as they are. An encoding that nobody knows is read as if there were none.
    ///
    /// @param content the part's content, as it is in the message
    /// @return closing it closes `content`
    public static Reader reader(InputStream content, PartHeader header) {
        InputStream octets = TransferDecoding.decode(content, header.encoding()).orElse(content);
        return header.parameter("charset")
                .flatMap(MimeCharsets::of)
                .<Reader>map(charset -> new InputStreamReader(octets, charset))
                .orElseGet(() -> new LenientUtf8Reader(octets));
    }

    /// A header's text, its encoded-words decoded (RFC 2047) and its octets read as UTF-8 (RFC
    /// 6532).
    ///
    /// @param text as in [Envelope]: one `char`, one octet; folded or not
    public static String ofHeader(String text) {
        return EncodedWords.decode(text);
    }
}
