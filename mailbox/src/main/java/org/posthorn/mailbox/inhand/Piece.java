package org.posthorn.mailbox.inhand;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A message, by a name that is the same when it comes again.
///
/// @param key of an arriving message, what [#arriving] makes of its octets; of a stored one, the
///   number of its body
public record Piece(Kind kind, long key) {
    /// Where the message is.
    public enum Kind {
        ARRIVING(1),
        STORED(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /// In the file of slots; never 0.
        int code() {
            return code;
        }

        static Optional<Kind> of(long code) {
            return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
        }
    }

    /// A message on its way in.
    ///
    /// @param checksum of its octets as the client sent them, 32 bits
    public static Piece arriving(long checksum, long sizeOctets) {
        return new Piece(Kind.ARRIVING, checksum << 32 | (sizeOctets & 0xFFFF_FFFFL));
    }

    /// A message that is read again.
    public static Piece stored(long body) {
        return new Piece(Kind.STORED, body);
    }

    /// As in the log and in `deaths`, such as `arriving 1f3a77c200001b07`.
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + name();
    }

    /// The key in hexadecimal digits of an arriving message, the number of a stored one.
    public String name() {
        return switch (kind) {
            case ARRIVING -> "%016x".formatted(key);
            case STORED -> Long.toString(key);
        };
    }
}
