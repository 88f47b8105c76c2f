package org.posthorn.imap.command;

import java.util.Optional;

/// A data item of FETCH; macros are already expanded (RFC 9051 section 6.4.5).
public sealed interface FetchItem {
    /// Items without arguments; PREVIEW (LAZY) is PREVIEW, because previews are always at hand.
    /// `RFC822`, `RFC822.HEADER` and `RFC822.TEXT` answer under their own names.
    enum Simple implements FetchItem {
        ENVELOPE,
        FLAGS,
        INTERNALDATE,
        RFC822_SIZE,
        BODY,
        BODYSTRUCTURE,
        UID,
        MODSEQ,
        EMAILID,
        THREADID,
        SAVEDATE,
        PREVIEW,
        RFC822,
        RFC822_HEADER,
        RFC822_TEXT
    }

    /// `BODY[section]<partial>`; without `peek` it sets \Seen.
    record BodySection(Section section, Optional<Partial> partial, boolean peek)
            implements FetchItem {}

    /// `BINARY[part]<partial>` (RFC 3516).
    record Binary(Section.Part part, Optional<Partial> partial, boolean peek)
            implements FetchItem {}

    /// `BINARY.SIZE[part]`.
    record BinarySize(Section.Part part) implements FetchItem {}

    /// `<offset.length>`; the offset from 0, the length at least 1.
    record Partial(long offset, long length) {
        public Partial {
            if (offset < 0 || length < 1) {
                throw new IllegalArgumentException("not a partial: " + offset + "." + length);
            }
        }
    }
}
