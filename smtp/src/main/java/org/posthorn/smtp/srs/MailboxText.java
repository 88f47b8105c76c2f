package org.posthorn.smtp.srs;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// An address taken apart.
///
/// ```
/// Mailbox      = Local-part "@" ( Domain / address-literal )
/// Local-part   = Dot-string / Quoted-string
/// ```
///
/// RFC 5321 section 4.1.2.
///
/// @param local what the local part means: without quotes and backslashes
/// @param domain as written
record MailboxText(String local, String domain) {
    private static final int LONGEST_LOCAL_OCTETS = 64;
    private static final int LONGEST_OCTETS = 254;
    private static final String DOMAIN_NEVER_HAS = "=\"<>@ ";
    private static final String ATEXT_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

    /// Reads an address as it stands between angle brackets.
    static Optional<MailboxText> read(String address) {
        int at = address.lastIndexOf('@');
        if (at < 1
                || at == address.length() - 1
                || address.chars().anyMatch(MailboxText::isControl)) {
            return Optional.empty();
        }
        String domain = address.substring(at + 1);
        if (!isDomain(domain)) {
            return Optional.empty();
        }
        return meaning(address.substring(0, at)).map(local -> new MailboxText(local, domain));
    }

    /// Whether mail could go there as far as its characters say; which names are right, the paths'
    /// grammar has told already.
    static boolean isDomain(String text) {
        return !text.isEmpty()
                && text.chars().noneMatch(c -> isControl(c) || DOMAIN_NEVER_HAS.indexOf(c) >= 0);
    }

    private static boolean isControl(int c) {
        return Character.getType(c) == Character.CONTROL || c == '\u2028' || c == '\u2029';
    }

    private static Optional<String> meaning(String local) {
        if (local.charAt(0) != '"') {
            return local.indexOf('"') < 0 && local.indexOf('\\') < 0
                    ? Optional.of(local)
                    : Optional.empty();
        }
        if (local.length() < 2 || local.charAt(local.length() - 1) != '"') {
            return Optional.empty();
        }
        StringBuilder meaning = new StringBuilder(local.length());
        for (int i = 1; i < local.length() - 1; i++) {
            char c = local.charAt(i);
            if (c == '"' || (c == '\\' && ++i == local.length() - 1)) {
                return Optional.empty();
            }
            meaning.append(local.charAt(i));
        }
        return Optional.of(meaning.toString());
    }

    boolean isTooLong() {
        return quoted().getBytes(StandardCharsets.UTF_8).length > LONGEST_LOCAL_OCTETS
                || toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_OCTETS;
    }

    /// As between angle brackets.
    @Override
    public String toString() {
        return quoted() + "@" + domain;
    }

    private String quoted() {
        boolean dotString =
                !local.isEmpty()
                        && local.charAt(0) != '.'
                        && local.charAt(local.length() - 1) != '.'
                        && !local.contains("..")
                        && local.chars().allMatch(c -> c == '.' || isAtext(c));
        return dotString ? local : '"' + local.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isAtext(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c > 0x7F
                || ATEXT_SPECIALS.indexOf(c) >= 0;
    }
}
