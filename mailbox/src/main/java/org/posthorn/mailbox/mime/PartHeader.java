package org.posthorn.mailbox.mime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The MIME header fields of a part (RFC 2045, RFC 2183, RFC 3282, RFC 2557).
///
/// @param type such as `text`; `subtype` such as `plain`; the defaults of RFC 2045 section 5.2 are
///   filled in
/// @param encoding such as `base64`; `7bit` when absent
public record PartHeader(
        String type,
        String subtype,
        List<Parameter> parameters,
        @Nullable String id,
        @Nullable String description,
        String encoding,
        @Nullable String md5,
        @Nullable Disposition disposition,
        List<String> languages,
        @Nullable String location) {

    public record Parameter(String name, String value) {}

    public record Disposition(String type, List<Parameter> parameters) {}
}
