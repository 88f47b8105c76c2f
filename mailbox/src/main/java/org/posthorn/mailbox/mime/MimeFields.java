package org.posthorn.mailbox.mime;

import static org.posthorn.mailbox.mime.HeaderField.CONTENT_DESCRIPTION;
import static org.posthorn.mailbox.mime.HeaderField.CONTENT_DISPOSITION;
import static org.posthorn.mailbox.mime.HeaderField.CONTENT_ID;
import static org.posthorn.mailbox.mime.HeaderField.CONTENT_LANGUAGE;
import static org.posthorn.mailbox.mime.HeaderField.CONTENT_LOCATION;
import static org.posthorn.mailbox.mime.HeaderField.CONTENT_MD5;
import static org.posthorn.mailbox.mime.HeaderField.CONTENT_TRANSFER_ENCODING;
import static org.posthorn.mailbox.mime.HeaderField.CONTENT_TYPE;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.mime.PartHeader.Disposition;
import org.posthorn.mailbox.mime.PartHeader.Parameter;

/// Reads the MIME fields of a header (RFC 2045 section 5.1, RFC 2183 section 2, RFC 3282 section
/// 2).
final class MimeFields {
    private static final String TOKEN_ENDS = "()<>@,;:\\\"/[]?=";
    private static final MediaType PLAIN_TEXT =
            new MediaType("text", "plain", List.of(new Parameter("charset", "us-ascii")));
    private static final MediaType MESSAGE = new MediaType("message", "rfc822", List.of());

    private record MediaType(String type, String subtype, List<Parameter> parameters) {}

    private MimeFields() {}

    static PartHeader read(HeaderCollector header, boolean inDigest) {
        MediaType type = mediaType(header.value(CONTENT_TYPE), inDigest ? MESSAGE : PLAIN_TEXT);
        return new PartHeader(
                type.type(),
                type.subtype(),
                type.parameters(),
                header.value(CONTENT_ID),
                header.value(CONTENT_DESCRIPTION),
                encoding(header.value(CONTENT_TRANSFER_ENCODING)),
                header.value(CONTENT_MD5),
                disposition(header.value(CONTENT_DISPOSITION)),
                languages(header.value(CONTENT_LANGUAGE)),
                header.value(CONTENT_LOCATION));
    }

    /// The header of a part that has none: plain text (RFC 2045 section 5.2).
    static PartHeader ofNothing() {
        return new PartHeader(
                "text",
                "plain",
                PLAIN_TEXT.parameters(),
                null,
                null,
                "7bit",
                null,
                null,
                List.of(),
                null);
    }

    /// The same part as one that nobody can look into.
    static PartHeader opaque(PartHeader header) {
        return withType(header, new MediaType("application", "octet-stream", header.parameters()));
    }

    /// The same part as plain text, which a wrong Content-Type is read as (RFC 2045 section 5.2).
    static PartHeader plainText(PartHeader header) {
        return withType(header, PLAIN_TEXT);
    }

    private static PartHeader withType(PartHeader header, MediaType type) {
        return new PartHeader(
                type.type(),
                type.subtype(),
                type.parameters(),
                header.id(),
                header.description(),
                header.encoding(),
                header.md5(),
                header.disposition(),
                header.languages(),
                header.location());
    }

    /// ```
    /// content := "Content-Type" ":" type "/" subtype *(";" parameter)
    /// ```
    private static MediaType mediaType(@Nullable String value, MediaType whenAbsent) {
        if (value == null) {
            return whenAbsent;
        }
        var text = new HeaderText(value);
        String type = token(text);
        text.skipBlanksAndComments();
        if (type.isEmpty() || !text.skip('/')) {
            return PLAIN_TEXT;
        }
        String subtype = token(text);
        return subtype.isEmpty() ? PLAIN_TEXT : new MediaType(type, subtype, parameters(text));
    }

    private static String token(HeaderText text) {
        text.skipBlanksAndComments();
        return text.readUntil(TOKEN_ENDS);
    }

    /// ```
    /// parameter := attribute "=" value
    /// value     := token / quoted-string
    /// ```
    private static List<Parameter> parameters(HeaderText text) {
        var parameters = new ArrayList<Parameter>(4);
        while (true) {
            String name = token(text);
            text.skipBlanksAndComments();
            if (text.skip('=')) {
                String value = parameterValue(text);
                if (!name.isEmpty()) {
                    parameters.add(new Parameter(name, value));
                }
            } else if (text.atEnd()) {
                return parameters;
            } else if (!text.skip(';') && name.isEmpty()) {
                text.skipAny();
            }
        }
    }

    /// An unquoted value ends with the semicolon, so that file names may have blanks and brackets;
    /// what follows it in parentheses is a comment, as in the example of RFC 2045 section 5.1.
    private static String parameterValue(HeaderText text) {
        text.skipBlanksAndComments();
        if (text.peek() == '"') {
            return text.readQuoted();
        }
        String value = text.readUntil(";(");
        text.skipBlanksAndComments();
        if (text.atEnd() || text.peek() == ';' || value.isEmpty()) {
            return value;
        }
        int behindValue = text.position();
        String rest = text.readLineUntil(";=");
        if (text.peek() == '=') {
            // Another name: the semicolon was forgotten.
            text.returnTo(behindValue);
            return value;
        }
        return (value + " " + rest).strip();
    }

    private static String encoding(@Nullable String value) {
        if (value == null) {
            return "7bit";
        }
        String token = token(new HeaderText(value));
        return token.isEmpty() ? "7bit" : token;
    }

    private static @Nullable Disposition disposition(@Nullable String value) {
        if (value == null) {
            return null;
        }
        var text = new HeaderText(value);
        String type = token(text);
        return type.isEmpty() ? null : new Disposition(type, parameters(text));
    }

    /// ```
    /// Content-Language = "Content-Language" ":" Language-List
    /// ```
    private static List<String> languages(@Nullable String value) {
        if (value == null) {
            return List.of();
        }
        var languages = new ArrayList<String>(2);
        var text = new HeaderText(value);
        while (!text.atEnd()) {
            String language = token(text);
            if (!language.isEmpty()) {
                languages.add(language);
            } else if (!text.atEnd()) {
                text.skipAny();
            }
        }
        return languages;
    }
}
