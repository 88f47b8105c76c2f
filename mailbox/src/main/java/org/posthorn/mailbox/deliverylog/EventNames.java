package org.posthorn.mailbox.deliverylog;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.InvalidAddressException;

/// By what an event is found: its addresses and their domains, its message, the Message-ID, the
/// report, the client. All of them in one form, since a question does not say which it means.
final class EventNames {
    /// No spelling of a domain is longer; what is may be any text, and must not fail the commit
    /// that it is a part of.
    private static final int MOST_OF_A_DOMAIN = 255;

    private EventNames() {}

    static Set<String> of(DeliveryEvent event) {
        var names = new HashSet<String>();
        forEach(event, new HashSet<>(), names::add);
        return names;
    }

    /// @param passed texts that had their turn before, which have it not again; those of this event
    ///   are added
    static void forEach(DeliveryEvent event, Collection<String> passed, Consumer<String> action) {
        text(event.message(), passed, action);
        address(event.sender(), passed, action);
        address(event.recipient(), passed, action);
        event.details()
                .forEach((detail, value) -> {
                    switch (detail) {
                        case ACCOUNT -> address(value, passed, action);
                        case MESSAGE_ID, REPORT, CLIENT -> text(value, passed, action);
                        default -> {}
                    }
                });
    }

    private static void text(String text, Collection<String> passed, Consumer<String> action) {
        // An address that looks the same has its domain, too, and must not be taken for passed.
        if (!text.isEmpty() && passed.add("=" + text)) {
            action.accept(folded(text));
        }
    }

    /// An address is found by its domain, too, and without its detail (RFC 5233 section 1).
    private static void address(String text, Collection<String> passed, Consumer<String> action) {
        if (text.isEmpty() || !passed.add(text)) {
            return;
        }
        String address = folded(text);
        action.accept(address);
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return;
        }
        String domain = address.substring(at + 1);
        if (passed.add(domain)) {
            action.accept(domain);
        }
        int plus = address.indexOf('+');
        if (plus > 0 && plus < at) {
            action.accept(address.substring(0, plus) + address.substring(at));
        }
    }

    /// What somebody typed, in the form of the names.
    static String asked(String key) {
        String bare = key.strip();
        if (bare.startsWith("<") && bare.endsWith(">")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        return folded(bare.startsWith("@") ? bare.substring(1) : bare);
    }

    /// Lower case; domains as A-labels.
    static String folded(String text) {
        String bare =
                text.startsWith("<") && text.endsWith(">") && text.length() > 1
                        ? text.substring(1, text.length() - 1)
                        : text;
        if (isAscii(bare)) {
            return bare.toLowerCase(Locale.ROOT);
        }
        String normal = Normalizer.normalize(bare, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        int at = normal.lastIndexOf('@');
        if (normal.length() - at > MOST_OF_A_DOMAIN) {
            return normal;
        }
        try {
            String domain = DomainName.parse(normal.substring(at + 1)).value();
            return normal.substring(0, at + 1) + domain;
        } catch (InvalidAddressException _) {
            return normal;
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }
}
