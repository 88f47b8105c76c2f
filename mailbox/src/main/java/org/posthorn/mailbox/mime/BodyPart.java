package org.posthorn.mailbox.mime;

import java.util.List;
import java.util.Optional;

/// A part of a message, or the message itself, with where its octets lie (RFC 9051 section 7.5.2).
///
/// Text is as in [Envelope]: one `char`, one octet; media types and parameter names are as the
/// sender wrote them.
public sealed interface BodyPart {
    /// What every part has.
    PartHeader header();

    /// Where the part lies, counted from the start of the whole message.
    Extent extent();

    /// The same part `octets` further back in the message.
    BodyPart shifted(long octets);

    /// This message with `octets` more octets of header lines on top: all moves back but its
    /// header's start.
    default BodyPart withHeaderOnTop(int octets) {
        BodyPart moved = shifted(octets);
        Extent extent = moved.extent();
        return moved.withExtent(
                new Extent(
                        extent().headerStart(), extent.bodyStart(), extent.end(), extent.lines()));
    }

    /// The same part at another place.
    BodyPart withExtent(Extent extent);

    /// The part that these numbers lead to from this message; the message itself when there are
    /// none.
    default Optional<BodyPart> part(List<Integer> numbers) {
        return PartNumbers.part(this, numbers);
    }

    /// The octets of a section of this message, unless there is no such section.
    ///
    /// @param numbers leads to the part; none for this message itself
    default Optional<OctetRange> section(List<Integer> numbers, SectionText text) {
        return PartNumbers.section(this, numbers, text);
    }

    /// What of a part a section names (RFC 9051 section 6.4.5.1).
    enum SectionText {
        /// Nothing more than the numbers: a part's content, and without numbers the whole message.
        CONTENT,
        /// The header of a message, embedded or not, blank line included.
        HEADER,
        /// The content of a message, embedded or not.
        TEXT,
        /// The MIME header of a part, blank line included.
        MIME
    }

    /// Offsets in octets: header lines from `headerStart`, blank line included, to `bodyStart`;
    /// content from there to `end`; `lines` counts the content's line ends.
    record Extent(long headerStart, long bodyStart, long end, long lines) {
        public Extent {
            if (headerStart < 0 || bodyStart < headerStart || end < bodyStart || lines < 0) {
                throw new IllegalArgumentException(
                        "not an extent: "
                                + headerStart
                                + ", "
                                + bodyStart
                                + ", "
                                + end
                                + ", "
                                + lines);
            }
        }

        public long bodyOctets() {
            return end - bodyStart;
        }

        public OctetRange whole() {
            return new OctetRange(headerStart, end);
        }

        public OctetRange header() {
            return new OctetRange(headerStart, bodyStart);
        }

        public OctetRange body() {
            return new OctetRange(bodyStart, end);
        }

        Extent shifted(long octets) {
            return new Extent(
                    Math.addExact(headerStart, octets),
                    Math.addExact(bodyStart, octets),
                    Math.addExact(end, octets),
                    lines);
        }
    }

    /// Neither multipart nor an embedded message.
    ///
    /// Its media type says so, too: a multipart or message that cannot be taken apart, because it
    /// is encoded or too deep inside others, is shown as `application/octet-stream`.
    record Leaf(PartHeader header, Extent extent) implements BodyPart {
        @Override
        public Leaf shifted(long octets) {
            return withExtent(extent.shifted(octets));
        }

        @Override
        public Leaf withExtent(Extent newExtent) {
            return new Leaf(header, newExtent);
        }
    }

    /// `multipart/*`; a multipart without any part has one empty text part instead.
    record Multipart(PartHeader header, Extent extent, List<BodyPart> parts) implements BodyPart {
        public Multipart {
            parts = List.copyOf(parts);
        }

        @Override
        public Multipart shifted(long octets) {
            return new Multipart(
                    header,
                    extent.shifted(octets),
                    parts.stream().map(part -> part.shifted(octets)).toList());
        }

        @Override
        public Multipart withExtent(Extent newExtent) {
            return new Multipart(header, newExtent, parts);
        }
    }

    /// `message/rfc822` and `message/global`: `message` is the embedded one, its extent inside this
    /// one's content.
    record Embedded(PartHeader header, Extent extent, Envelope envelope, BodyPart message)
            implements BodyPart {
        @Override
        public Embedded shifted(long octets) {
            return new Embedded(header, extent.shifted(octets), envelope, message.shifted(octets));
        }

        @Override
        public Embedded withExtent(Extent newExtent) {
            return new Embedded(header, newExtent, envelope, message);
        }
    }
}
