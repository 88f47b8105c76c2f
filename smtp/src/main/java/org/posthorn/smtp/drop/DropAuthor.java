package org.posthorn.smtp.drop;

import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.mime.Envelope;
import org.posthorn.smtp.route.SendingRights;

/// Who writes a message that was left.
///
/// @param sender the reverse path without its brackets; empty for the null path
/// @param from a whole From field in place of that of the message, if it has none or one without a
///   domain
/// @param refusal why its user may not write so
record DropAuthor(String sender, Optional<String> from, Optional<String> refusal) {
    /// What the parser has for a domain that is not there.
    static final String MISSING_DOMAIN = "MISSING_DOMAIN";

    /// Decides it.
    static DropAuthor of(DropRights rights, DropOrder order, List<Envelope.Address> authors) {
        String own = rights.own().toString();
        String sender = sender(rights, order.from(), own);
        if (!sender.isEmpty() && !rights.permits(sender)) {
            return refused(rights, own, sender);
        }
        boolean bare = authors.stream().anyMatch(author -> MISSING_DOMAIN.equals(author.host()));
        if (authors.isEmpty() || bare) {
            String named = order.name() != null ? order.name() : nameOf(authors);
            String address = sender.isEmpty() ? own : sender;
            return new DropAuthor(sender, Optional.of(from(address, named)), Optional.empty());
        }
        return SendingRights.areAll(authors, rights::permits)
                ? new DropAuthor(sender, Optional.empty(), Optional.empty())
                : refused(rights, own, "who is in its From field");
    }

    private static DropAuthor refused(DropRights rights, String own, String other) {
        return new DropAuthor(
                own,
                Optional.empty(),
                Optional.of(
                        "the user %s of this machine may not send as %s"
                                .formatted(rights.user(), other)));
    }

    /// A name without a domain is one of this machine.
    private static String sender(DropRights rights, @Nullable String asked, String own) {
        if (asked == null || asked.equals(rights.user())) {
            return own;
        }
        return asked.isEmpty() || asked.indexOf('@') > 0 ? asked : asked + "@" + rights.domain();
    }

    private static @Nullable String nameOf(List<Envelope.Address> authors) {
        return authors.isEmpty() ? null : authors.getFirst().name();
    }

    private static String from(String address, @Nullable String name) {
        var from = new InternetAddress();
        from.setAddress(address);
        try {
            if (name != null && !name.isBlank()) {
                from.setPersonal(name, StandardCharsets.UTF_8.name());
            }
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        return "From: " + from.toString() + "\r\n";
    }
}
