package org.posthorn.mailbox.mime;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.mime.BodyPart.Embedded;
import org.posthorn.mailbox.mime.BodyPart.Leaf;
import org.posthorn.mailbox.mime.BodyPart.Multipart;
import org.posthorn.mailbox.mime.BodyPart.SectionText;

/// Finds parts by their numbers (RFC 9051 section 6.4.5.1).
final class PartNumbers {
    private PartNumbers() {}

    static Optional<BodyPart> part(BodyPart message, List<Integer> numbers) {
        if (numbers.isEmpty()) {
            return Optional.of(message);
        }
        BodyPart part = ofMessage(message, numbers.getFirst());
        for (int number : numbers.subList(1, numbers.size())) {
            part =
                    switch (part) {
                        case null -> null;
                        case Leaf _ -> null;
                        case Multipart multipart -> nth(multipart, number);
                        case Embedded embedded -> ofMessage(embedded.message(), number);
                    };
        }
        return Optional.ofNullable(part);
    }

    /// A message that is no multipart has one part, its content.
    private static @Nullable BodyPart ofMessage(BodyPart message, int number) {
        if (message instanceof Multipart multipart) {
            return nth(multipart, number);
        }
        return number == 1 ? message : null;
    }

    private static @Nullable BodyPart nth(Multipart multipart, int number) {
        List<BodyPart> parts = multipart.parts();
        return number >= 1 && number <= parts.size() ? parts.get(number - 1) : null;
    }

    static Optional<OctetRange> section(BodyPart message, List<Integer> numbers, SectionText text) {
        if (numbers.isEmpty()) {
            return ofWhole(message, text);
        }
        BodyPart part = part(message, numbers).orElse(null);
        if (part == null) {
            return Optional.empty();
        }
        return switch (text) {
            case CONTENT -> Optional.of(part.extent().body());
            case MIME -> Optional.of(part.extent().header());
            case HEADER -> embedded(part).map(inner -> inner.extent().header());
            case TEXT -> embedded(part).map(inner -> inner.extent().body());
        };
    }

    private static Optional<OctetRange> ofWhole(BodyPart message, SectionText text) {
        return switch (text) {
            case CONTENT -> Optional.of(message.extent().whole());
            case HEADER -> Optional.of(message.extent().header());
            case TEXT -> Optional.of(message.extent().body());
            case MIME -> Optional.empty();
        };
    }

    private static Optional<BodyPart> embedded(BodyPart part) {
        return part instanceof Embedded embedded
                ? Optional.of(embedded.message())
                : Optional.empty();
    }
}
