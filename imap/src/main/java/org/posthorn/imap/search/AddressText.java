package org.posthorn.imap.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.mime.Envelope.Address;
import org.posthorn.mailbox.mime.MessageText;

/// An address list of an envelope as people read and write it, to be searched (RFC 9051 section
/// 6.4.4): names decoded, `Name <mailbox@host>` with commas between, groups as `Name: …;`.
///
/// Addresses whose host is an international name stand apart once more, in the other of its two
/// forms, and so do routes.
final class AddressText {
    private static final String ACE_PREFIX = "xn--";

    private final StringBuilder list = new StringBuilder();
    private final List<String> more = new ArrayList<>();

    private AddressText() {}

    /// The whole list first; empty when it has no addresses.
    static List<String> of(List<Address> addresses) {
        if (addresses.isEmpty()) {
            return List.of();
        }
        var text = new AddressText();
        addresses.forEach(text::add);
        var texts = new ArrayList<String>();
        texts.add(text.list.toString());
        texts.addAll(text.more);
        return texts;
    }

    private void add(Address address) {
        String mailbox = address.mailbox();
        String host = address.host();
        if (mailbox == null) {
            list.append(';');
            return;
        }
        if (!list.isEmpty()) {
            list.append(list.charAt(list.length() - 1) == ':' ? " " : ", ");
        }
        String local = MessageText.ofHeader(mailbox);
        if (host == null) {
            list.append(local).append(':');
            return;
        }
        String domain = MessageText.ofHeader(host);
        String spec = local + "@" + domain;
        String name = address.name();
        list.append(name == null ? spec : MessageText.ofHeader(name) + " <" + spec + ">");
        String route = address.route();
        if (route != null) {
            more.add(MessageText.ofHeader(route) + ":" + spec);
        }
        String other = otherForm(domain);
        if (other != null) {
            more.add(local + "@" + other);
        }
    }

    /// The U-labels of a domain that has A-labels, and the other way round (RFC 5890 section 2.3).
    private static @Nullable String otherForm(String domain) {
        boolean ascii = domain.chars().allMatch(c -> c < 0x80);
        if (ascii && !domain.toLowerCase(Locale.ROOT).contains(ACE_PREFIX)) {
            return null;
        }
        try {
            DomainName name = DomainName.parse(domain);
            return ascii ? name.inUnicode() : name.value();
        } catch (InvalidAddressException _) {
            return null;
        }
    }
}
