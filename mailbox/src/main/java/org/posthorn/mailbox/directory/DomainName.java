package org.posthorn.mailbox.directory;

import java.util.Locale;

/// A domain in its one form: lower case, A-labels, no dot at the end (RFC 5890, UTS #46
/// non-transitional).
///
/// A name of one label, such as `localhost`, is a domain; an IP address is none.
public record DomainName(String value) implements Comparable<DomainName> {
    /// What DNS can carry: 255 octets (RFC 1035 section 2.3.4) less the first length and the root.
    static final int MAX_OCTETS = 253;

    private static final int MAX_LABEL_OCTETS = 63;
    private static final String ACE_PREFIX = "xn--";

    /// Takes any spelling, like [#parse].
    ///
    /// @throws IllegalArgumentException if it is no domain
    public DomainName {
        try {
            value = canonical(value);
        } catch (InvalidAddressException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /// From any spelling, Unicode or ASCII.
    public static DomainName parse(String text) throws InvalidAddressException {
        return new DomainName(canonical(text));
    }

    /// As people read it: with U-labels.
    public String inUnicode() {
        return value.contains(ACE_PREFIX) ? Idna.toUnicode(value) : value;
    }

    private static String canonical(String text) throws InvalidAddressException {
        if (text.startsWith("[")) {
            throw new InvalidAddressException("an address literal is not a domain");
        }
        // No spelling that means 253 octets is longer than this, and IDNA need not see more.
        if (text.length() > 4 * MAX_OCTETS) {
            throw new InvalidAddressException("the domain is longer than 253 octets");
        }
        var lower = Characters.isAscii(text) ? text.toLowerCase(Locale.ROOT) : text;
        var ascii = isPlain(lower) ? lower : Idna.toAscii(lower);
        var relative = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        check(relative);
        return relative;
    }

    /// Whether IDNA has nothing to say about this name.
    private static boolean isPlain(String text) {
        return Characters.isAscii(text) && !text.contains(ACE_PREFIX);
    }

    /// `Domain = sub-domain *("." sub-domain)` (RFC 5321 section 4.1.2).
    private static void check(String name) throws InvalidAddressException {
        if (name.isEmpty()) {
            throw new InvalidAddressException("the domain is missing");
        }
        if (name.length() > MAX_OCTETS) {
            throw new InvalidAddressException("the domain is longer than 253 octets");
        }
        int start = 0;
        while (true) {
            int dot = name.indexOf('.', start);
            int end = dot < 0 ? name.length() : dot;
            checkLabel(name, start, end);
            if (dot < 0) {
                break;
            }
            start = dot + 1;
        }
        // RFC 3696 section 2: no top-level domain is all digits.
        if (name.substring(start).chars().allMatch(DomainName::isDigit)) {
            throw new InvalidAddressException("an IP address is not a domain");
        }
    }

    /// `sub-domain = Let-dig [Ldh-str]`
    private static void checkLabel(String name, int start, int end) throws InvalidAddressException {
        if (start == end) {
            throw new InvalidAddressException("the domain has a dot too many");
        }
        if (end - start > MAX_LABEL_OCTETS) {
            throw new InvalidAddressException("a part of the domain is longer than 63 octets");
        }
        for (int i = start; i < end; i++) {
            char c = name.charAt(i);
            if (!isDigit(c) && (c < 'a' || c > 'z') && c != '-') {
                throw new InvalidAddressException(
                        "the domain contains " + Characters.nameOf(c) + ", which no domain may");
            }
        }
        if (name.charAt(start) == '-' || name.charAt(end - 1) == '-') {
            throw new InvalidAddressException("a part of the domain starts or ends with a hyphen");
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public int compareTo(DomainName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
