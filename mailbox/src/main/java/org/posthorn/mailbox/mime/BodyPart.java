package org.posthorn.mailbox.mime;

import java.util.List;

/// A part of a message, or the message itself, with where its octets lie (RFC 9051 section 7.5.2).
///
/// Text is as in [Envelope]: one `char`, one octet; media types and parameter names are as the
/// sender wrote them.
public sealed interface BodyPart {
    /// What every part has.
    PartHeader header();

    /// Where the part lies, counted from the start of the whole message.
    Extent extent();

    BodyPart withHeaderOnTop(int octets);

    /// Offsets in octets: header lines from `headerStart`, blank line included, to `bodyStart`;
    /// content from there to `end`; `lines` counts the content's line ends.
    record Extent(long headerStart, long bodyStart, long end, long lines) {
        public long bodyOctets() {
            return end - bodyStart;
        }
    }

    /// Neither multipart nor an embedded message.
    record Leaf(PartHeader header, Extent extent) implements BodyPart {
        @Override
        public BodyPart withHeaderOnTop(int octets) {
            return this;
        }
    }

    /// `multipart/*`; a multipart without any part has one empty text part instead.
    record Multipart(PartHeader header, Extent extent, List<BodyPart> parts) implements BodyPart {
        @Override
        public BodyPart withHeaderOnTop(int octets) {
            return this;
        }
    }

    /// `message/rfc822` and `message/global`: `message` is the embedded one, its extent inside this
    /// one's content.
    record Embedded(PartHeader header, Extent extent, Envelope envelope, BodyPart message)
            implements BodyPart {
        @Override
        public BodyPart withHeaderOnTop(int octets) {
            return this;
        }
    }
}
