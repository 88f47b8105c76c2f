package org.posthorn.mailbox.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/// An immutable set of system flags and keywords (RFC 9051 section 2.3.2).
///
/// Keywords compare without case and keep the spelling in which they were first set. The 32 sets
/// without keywords exist once each, so the common case costs a message one reference.
public final class Flags {
    private static final Flags[] WITHOUT_KEYWORDS = new Flags[1 << SystemFlag.values().length];

    static {
        for (int bits = 0; bits < WITHOUT_KEYWORDS.length; bits++) {
            WITHOUT_KEYWORDS[bits] = new Flags(bits, List.of());
        }
    }

    public static final Flags NONE = WITHOUT_KEYWORDS[0];

    private final int systemBits;
    private final List<String> keywords;

    private Flags(int systemBits, List<String> keywords) {
        this.systemBits = systemBits;
        this.keywords = keywords;
    }

    public static Flags of(SystemFlag... flags) {
        int bits = 0;
        for (SystemFlag flag : flags) {
            bits |= flag.bit();
        }
        return WITHOUT_KEYWORDS[bits];
    }

    /// From the stored form: a bit for each [SystemFlag], and keywords that are valid atoms.
    public static Flags of(int systemBits, Collection<String> keywords) {
        if (systemBits < 0 || systemBits >= WITHOUT_KEYWORDS.length) {
            throw new IllegalArgumentException("unknown system flags: " + systemBits);
        }
        if (keywords.isEmpty()) {
            return WITHOUT_KEYWORDS[systemBits];
        }
        var sorted = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        sorted.addAll(keywords);
        return new Flags(systemBits, List.copyOf(sorted));
    }

    public boolean has(SystemFlag flag) {
        return (systemBits & flag.bit()) != 0;
    }

    public boolean hasKeyword(String keyword) {
        return Collections.binarySearch(keywords, keyword, String.CASE_INSENSITIVE_ORDER) >= 0;
    }

    public int systemBits() {
        return systemBits;
    }

    /// Sorted without regard to case; empty for most messages.
    public List<String> keywords() {
        return keywords;
    }

    public Flags plus(Flags added) {
        if (added.keywords.isEmpty()) {
            return keywords.isEmpty()
                    ? WITHOUT_KEYWORDS[systemBits | added.systemBits]
                    : new Flags(systemBits | added.systemBits, keywords);
        }
        var all = new ArrayList<>(keywords);
        all.addAll(added.keywords);
        return of(systemBits | added.systemBits, all);
    }

    public Flags minus(Flags removed) {
        var rest = new ArrayList<String>();
        for (String keyword : keywords) {
            if (!removed.hasKeyword(keyword)) {
                rest.add(keyword);
            }
        }
        return of(systemBits & ~removed.systemBits, rest);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Flags flags
                        && systemBits == flags.systemBits
                        && sameKeywords(keywords, flags.keywords));
    }

    private static boolean sameKeywords(List<String> a, List<String> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).equalsIgnoreCase(b.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return systemBits + 31 * keywords.size();
    }

    /// As in a flag list, without the parentheses: `\Seen $Forwarded`.
    @Override
    public String toString() {
        var names = new ArrayList<String>();
        for (SystemFlag flag : SystemFlag.values()) {
            if (has(flag)) {
                names.add(flag.wireName());
            }
        }
        names.addAll(keywords);
        return String.join(" ", names);
    }
}
