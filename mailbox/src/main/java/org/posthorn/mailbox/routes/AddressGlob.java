package org.posthorn.mailbox.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;

/// Addresses of a domain whose local parts look alike: `*` stands for any characters, or none.
///
/// A match takes one pass: each literal between two stars is looked for once, as far to the left as
/// it can be.
///
/// @param localPart in the form of [EmailAddress], with one star at least
public record AddressGlob(String localPart, DomainName domain) {
    private static final char STAR = '*';
    private static final int MOST_STARS = 9;

    public AddressGlob {
        localPart = localPart.toLowerCase(Locale.ROOT);
        int stars = stars(localPart);
        if (stars < 1 || stars > MOST_STARS || localPart.contains("**")) {
            throw new IllegalArgumentException(
                    "a pattern has between 1 and 9 stars before its @, none beside another");
        }
        // Whatever stands between the stars must be able to be in an address.
        var unused = new EmailAddress(localPart.replace(STAR, 'x'), domain);
        assert unused.domain().equals(domain);
    }

    /// From `local*part@domain`.
    public static AddressGlob parse(String text) throws InvalidRouteException {
        int at = text.lastIndexOf('@');
        if (at < 1) {
            throw new InvalidRouteException("\"%s\" is not LOCAL*PART@DOMAIN".formatted(text));
        }
        try {
            return new AddressGlob(text.substring(0, at), DomainName.parse(text.substring(at + 1)));
        } catch (InvalidAddressException | IllegalArgumentException e) {
            throw new InvalidRouteException(String.valueOf(e.getMessage()));
        }
    }

    private static int stars(String text) {
        return (int) text.chars().filter(c -> c == STAR).count();
    }

    /// How many texts a match yields.
    public int stars() {
        return stars(localPart);
    }

    /// Characters that stand for themselves: the more there are, the more a pattern says.
    int weight() {
        return localPart.length() - stars();
    }

    /// What each star stands for in this address; empty if the address does not look like that.
    public Optional<List<String>> match(EmailAddress address) {
        return address.domain().equals(domain) ? match(address.localPart()) : Optional.empty();
    }

    private Optional<List<String>> match(String text) {
        String[] literals = localPart.split("\\*", -1);
        String last = literals[literals.length - 1];
        int end = text.length() - last.length();
        if (!text.startsWith(literals[0]) || !text.endsWith(last) || end < literals[0].length()) {
            return Optional.empty();
        }
        var captured = new ArrayList<String>();
        int from = literals[0].length();
        for (int i = 1; i < literals.length - 1; i++) {
            int found = text.indexOf(literals[i], from);
            if (found < 0 || found + literals[i].length() > end) {
                return Optional.empty();
            }
            captured.add(text.substring(from, found));
            from = found + literals[i].length();
        }
        captured.add(text.substring(from, end));
        return Optional.of(List.copyOf(captured));
    }

    /// An address that matches.
    EmailAddress sample(String text) {
        return new EmailAddress(localPart.replace("*", text), domain);
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
