package org.posthorn.mailbox.rights;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// What somebody may do in a mailbox (RFC 4314 section 2.1).
public record Rights(Set<Right> rights) {
    /// One right and its letter.
    public enum Right {
        LOOKUP('l'),
        READ('r'),
        /// To keep `\Seen` across sessions.
        SEEN('s'),
        WRITE('w'),
        INSERT('i'),
        POST('p'),
        CREATE('k'),
        DELETE_MAILBOX('x'),
        DELETE_MESSAGES('t'),
        EXPUNGE('e'),
        ADMINISTER('a');

        private final char letter;

        Right(char letter) {
            this.letter = letter;
        }

        public char letter() {
            return letter;
        }
    }

    public static final Rights NONE = new Rights(Set.of());

    /// An owner's.
    public static final Rights ALL = new Rights(EnumSet.allOf(Right.class));

    public Rights {
        rights = Set.copyOf(rights);
    }

    /// From letters in any order.
    ///
    /// @throws IllegalArgumentException for a letter that means nothing
    public static Rights of(String letters) {
        var rights = EnumSet.noneOf(Right.class);
        letters.chars().forEach(letter -> rights.add(right((char) letter)));
        return new Rights(rights);
    }

    private static Right right(char letter) {
        for (Right right : Right.values()) {
            if (right.letter == letter) {
                return right;
            }
        }
        throw new IllegalArgumentException("not a right: " + letter);
    }

    public boolean has(Right right) {
        return rights.contains(right);
    }

    public boolean isNone() {
        return rights.isEmpty();
    }

    /// These and those.
    public Rights plus(Rights more) {
        var all = EnumSet.noneOf(Right.class);
        all.addAll(rights);
        all.addAll(more.rights);
        return new Rights(all);
    }

    /// The letters, always in the same order.
    @Override
    public String toString() {
        return rights.stream()
                .sorted()
                .map(right -> String.valueOf(right.letter))
                .collect(Collectors.joining());
    }
}
