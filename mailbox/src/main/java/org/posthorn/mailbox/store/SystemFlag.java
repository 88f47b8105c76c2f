package org.posthorn.mailbox.store;

import java.util.Locale;
import java.util.Optional;

/// The flags with a meaning in RFC 9051 section 2.3.2. `\Recent` is not among them: it belongs to a
/// session.
public enum SystemFlag {
    ANSWERED(1),
    FLAGGED(2),
    DELETED(4),
    SEEN(8),
    DRAFT(16);

    private final int bit;

    SystemFlag(int bit) {
        this.bit = bit;
    }

    /// The flag as IMAP writes it, such as `\Seen`.
    public String wireName() {
        return "\\" + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    /// This flag's bit in [Flags#systemBits()], which is also its stored form.
    public int bit() {
        return bit;
    }

    public static Optional<SystemFlag> ofWireName(String name) {
        for (SystemFlag flag : values()) {
            if (flag.wireName().equalsIgnoreCase(name)) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }
}
