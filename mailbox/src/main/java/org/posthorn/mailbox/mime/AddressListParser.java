package org.posthorn.mailbox.mime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.mime.Envelope.Address;

/// Reads the address lists of RFC 5322 section 3.4 with the obsolete forms of section 4.4, and of
/// everything else what people would recognize.
///
/// An address that lacks its domain or local part gets `MISSING_DOMAIN` or `MISSING_MAILBOX`, as in
/// Dovecot: a null there would mean a group.
final class AddressListParser {
    private static final String MISSING_DOMAIN = "MISSING_DOMAIN";
    private static final String MISSING_MAILBOX = "MISSING_MAILBOX";
    private static final Address GROUP_END = new Address(null, null, null, null);
    private static final String SPECIALS = "(<@,;:\"";

    private final HeaderText text;
    private final List<Address> addresses = new ArrayList<>(2);
    private boolean inGroup;

    private AddressListParser(String text) {
        this.text = new HeaderText(text);
    }

    static List<Address> parse(@Nullable String fieldValue) {
        return fieldValue == null || fieldValue.isEmpty()
                ? List.of()
                : new AddressListParser(fieldValue).list();
    }

    private List<Address> list() {
        while (true) {
            text.skipBlanksAndComments();
            if (text.atEnd()) {
                break;
            }
            if (text.skip(',')) {
                continue;
            }
            if (text.skip(';')) {
                endGroup();
                continue;
            }
            address();
        }
        endGroup();
        return List.copyOf(addresses);
    }

    private void endGroup() {
        if (inGroup) {
            addresses.add(GROUP_END);
            inGroup = false;
        }
    }

    /// ```
    /// address   = mailbox / group
    /// mailbox   = name-addr / addr-spec
    /// name-addr = [display-name] angle-addr
    /// group     = display-name ":" [group-list] ";" [CFWS]
    /// ```
    private void address() {
        text.forgetComment();
        List<String> words = words(SPECIALS);
        switch (text.peek()) {
            case '<' -> angleAddress(joined(words, 0, words.size()));
            case '@' -> addressSpec(words);
            case ':' -> {
                text.skipAny();
                if (!words.isEmpty() && !inGroup) {
                    inGroup = true;
                    addresses.add(new Address(null, null, joined(words, 0, words.size()), null));
                }
            }
            default -> {
                if (!words.isEmpty()) {
                    addresses.add(
                            new Address(
                                    comment(),
                                    null,
                                    joined(words, 0, words.size()),
                                    MISSING_DOMAIN));
                }
            }
        }
    }

    private List<String> words(String stops) {
        var words = new ArrayList<String>(4);
        while (true) {
            text.skipBlanksAndComments();
            char c = text.peek();
            if (c == '"') {
                words.add(text.readQuoted());
            } else if (text.atEnd() || stops.indexOf(c) >= 0) {
                return words;
            } else {
                words.add(text.readUntil(stops));
            }
        }
    }

    private @Nullable String comment() {
        return text.comment().isEmpty() ? null : text.comment();
    }

    private static String joined(List<String> words, int from, int to) {
        return to - from == 1 ? words.get(from) : String.join(" ", words.subList(from, to));
    }

    /// The cursor is on the @. Words before the local part are a name whose angle brackets were
    /// forgotten.
    private void addressSpec(List<String> words) {
        int from = localPartStart(words);
        String name = from > 0 ? joined(words, 0, from) : null;
        String local = String.join("", words.subList(from, words.size()));
        Address address = withDomains(local);
        text.skipBlanksAndComments();
        addresses.add(
                new Address(
                        name == null ? comment() : name, null, address.mailbox(), address.host()));
    }

    /// ```
    /// obs-local-part = word *("." word)
    /// ```
    private static int localPartStart(List<String> words) {
        int from = Math.max(0, words.size() - 1);
        while (from > 0 && (words.get(from).startsWith(".") || words.get(from - 1).endsWith("."))) {
            from--;
        }
        return from;
    }

    /// ```
    /// angle-addr = [CFWS] "<" addr-spec ">" [CFWS] / obs-angle-addr
    /// obs-route  = obs-domain-list ":"
    /// ```
    private void angleAddress(String name) {
        while (text.skip('<')) {
            text.skipBlanksAndComments();
        }
        String route = null;
        if (text.peek() == '@') {
            String domains = text.readLineUntil(":>;\"");
            if (text.skip(':')) {
                route = domains.replace(" ", "").replace("\t", "");
            } else {
                addresses.add(addressOf(name, null, MISSING_MAILBOX, domains.substring(1).strip()));
                skipRest();
                return;
            }
        }
        List<String> words = words("(<@,;\">");
        Address address = withDomains(String.join(localPartStart(words) == 0 ? "" : " ", words));
        addresses.add(addressOf(name, route, address.mailbox(), address.host()));
        skipRest();
    }

    private static Address addressOf(
            String name, @Nullable String route, @Nullable String mailbox, @Nullable String host) {
        return new Address(
                name.isEmpty() ? null : name,
                route,
                mailbox,
                host == null || host.isEmpty() ? MISSING_DOMAIN : host);
    }

    /// Takes `@domain` behind a local part; of several @ the last counts.
    private Address withDomains(String localPart) {
        String host = "";
        var local = new StringBuilder(localPart);
        boolean first = true;
        while (text.skip('@')) {
            if (!first) {
                local.append('@').append(host);
            }
            first = false;
            host = domain();
        }
        return new Address(
                null,
                null,
                local.isEmpty() ? MISSING_MAILBOX : local.toString(),
                host.isEmpty() ? MISSING_DOMAIN : host);
    }

    /// ```
    /// domain     = dot-atom / domain-literal / obs-domain
    /// obs-domain = atom *("." atom)
    /// ```
    private String domain() {
        text.skipBlanksAndComments();
        if (text.peek() == '[') {
            String literal = text.readLineUntil("],>");
            return text.skip(']') ? literal + "]" : literal;
        }
        String domain = text.readUntil("(<@,;:\">");
        text.skipBlanksAndComments();
        if (text.peek() != '.' && !domain.endsWith(".")) {
            return domain;
        }
        var labels = new StringBuilder(domain);
        while (text.peek() == '.'
                || (!labels.isEmpty() && labels.charAt(labels.length() - 1) == '.')) {
            String more = text.readUntil("(<@,;:\">");
            if (more.isEmpty()) {
                break;
            }
            labels.append(more);
            text.skipBlanksAndComments();
        }
        return labels.toString();
    }

    /// Skips to the next comma or semicolon that is in no comment or quoted string.
    private void skipRest() {
        while (!text.atEnd() && text.peek() != ',' && text.peek() != ';') {
            text.skipBlanksAndComments();
            char c = text.peek();
            if (c == '"') {
                text.readQuoted();
            } else if (c != ',' && c != ';') {
                text.skipAny();
            }
        }
    }
}
