package org.posthorn.mailbox.mime;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The MIME header fields of a part (RFC 2045, RFC 2183, RFC 3282, RFC 2557).
///
/// Parameters are as the sender wrote them: those of RFC 2231 keep their asterisks and percent
/// signs.
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
    public PartHeader {
        parameters = List.copyOf(parameters);
        languages = List.copyOf(languages);
    }

    public record Parameter(String name, String value) {}

    public record Disposition(String type, List<Parameter> parameters) {
        public Disposition {
            parameters = List.copyOf(parameters);
        }
    }

    /// Whether this is the media type `type/subtype`, in any case.
    public boolean is(String otherType, String otherSubtype) {
        return type.equalsIgnoreCase(otherType) && subtype.equalsIgnoreCase(otherSubtype);
    }

    /// The value of the first parameter of this name, in any case.
    public Optional<String> parameter(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equalsIgnoreCase(name)) {
                return Optional.of(parameter.value());
            }
        }
        return Optional.empty();
    }
}
