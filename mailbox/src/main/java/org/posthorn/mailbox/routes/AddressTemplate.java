package org.posthorn.mailbox.routes;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;

/// An address in which `$1` to `$9` stand for what the stars of an [AddressGlob] matched.
public record AddressTemplate(String text) {
    private static final int MOST_LENGTH = 300;

    public AddressTemplate {
        if (text.length() > MOST_LENGTH || fill(text, any(9)).isEmpty()) {
            throw new IllegalArgumentException("\"%s\" is not an address".formatted(text));
        }
    }

    /// Whether it asks for no more texts than there are.
    boolean fits(int captures) {
        for (int i = captures + 1; i <= 9; i++) {
            if (text.contains("$" + i)) {
                return false;
            }
        }
        return true;
    }

    /// The address; empty if the texts make none.
    public Optional<EmailAddress> fill(List<String> captures) {
        return fill(text, captures);
    }

    private static Optional<EmailAddress> fill(String text, List<String> captures) {
        var filled = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            int number = i + 1 < text.length() ? text.charAt(i + 1) - '0' : 0;
            if (text.charAt(i) == '$' && number >= 1 && number <= captures.size()) {
                filled.append(captures.get(number - 1));
                i++;
            } else {
                filled.append(text.charAt(i));
            }
        }
        try {
            return Optional.of(EmailAddress.parse(filled.toString()));
        } catch (InvalidAddressException _) {
            return Optional.empty();
        }
    }

    private static List<String> any(int count) {
        return java.util.Collections.nCopies(count, "x");
    }

    @Override
    public String toString() {
        return text;
    }
}
