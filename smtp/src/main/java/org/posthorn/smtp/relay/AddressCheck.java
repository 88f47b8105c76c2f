package org.posthorn.smtp.relay;

import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.InvalidAddressException;

/// The last look at an address before it is written into a command: whatever came in on whichever
/// way, nothing in it may end the path or the line.
final class AddressCheck {
    private static final int MAX_LENGTH = 512;

    private AddressCheck() {}

    /// Whether `local@domain` can stand between angle brackets. What is said of quoted strings is
    /// RFC 5321 section 4.1.2; beyond that it is the other server that judges.
    static boolean isSafe(String address) {
        if (address.length() > MAX_LENGTH || !isText(address)) {
            return false;
        }
        int at = address.startsWith("\"") ? endOfQuoted(address) : address.indexOf('@');
        return at > 0
                && at < address.length() - 1
                && address.charAt(at) == '@'
                && (address.startsWith("\"") || isPlain(address, 0, at))
                && isPlain(address, at + 1, address.length());
    }

    /// No controls, and nothing that cannot be written as UTF-8.
    private static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || (c >= 0x7F && c < 0xA0)) {
                return false;
            }
            if (c > 0x7F && isUnfit(text, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnfit(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
        }
        return Character.isSpaceChar(c);
    }

    /// Outside of quotes.
    private static boolean isPlain(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            switch (text.charAt(i)) {
                case ' ', '<', '>', '"', '\\', '@', ',', ';', '(', ')' -> {
                    return false;
                }
                default -> {}
            }
        }
        return true;
    }

    /// What follows the closing quote; -1 without one.
    private static int endOfQuoted(String text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /// The same address with its domain in ASCII (RFC 5890), for a server without SMTPUTF8; the
    /// local part has no such form.
    static String withAsciiDomain(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0 || isAscii(address)) {
            return address;
        }
        try {
            return address.substring(0, at + 1) + DomainName.parse(address.substring(at + 1));
        } catch (InvalidAddressException _) {
            return address;
        }
    }

    /// A name or an address in brackets, as EHLO has it.
    static boolean isHostname(String text) {
        return !text.isEmpty()
                && text.length() <= 255
                && isAscii(text)
                && isText(text)
                && isPlain(text, 0, text.length());
    }
}
