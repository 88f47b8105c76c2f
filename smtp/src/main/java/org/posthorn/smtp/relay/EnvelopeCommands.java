package org.posthorn.smtp.relay;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthorn.mailbox.outbound.BodyType;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.NotifyOn;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.outbound.ReturnedPart;

/// MAIL and RCPT with the parameters that a server knows (RFC 5321 section 4.1.1).
final class EnvelopeCommands {
    private EnvelopeCommands() {}

    static Command mail(PreparedMessage message, MessageOptions options, Extensions extensions) {
        StringBuilder line = new StringBuilder(120);
        line.append("MAIL FROM:<").append(message.sender()).append('>');
        if (extensions.has(Extensions.SIZE)) {
            line.append(" SIZE=").append(message.sizeOctets());
        }
        if (message.body() != BodyType.SEVEN_BIT) {
            line.append(" BODY=").append(message.body().keyword());
        }
        if (message.utf8()) {
            line.append(" SMTPUTF8");
        }
        if (options.requireTls()) {
            line.append(" REQUIRETLS");
        }
        if (extensions.has(Extensions.DSN)) {
            options.returned()
                    .ifPresent(part ->
                            line.append(" RET=")
                                    .append(part == ReturnedPart.FULL ? "FULL" : "HDRS"));
            append(line, " ENVID=", options.envelopeId());
        }
        return new Command("MAIL", line.toString());
    }

    /// @param address without brackets, and known to be safe
    static Command rcpt(String address, RecipientOptions options, Extensions extensions) {
        StringBuilder line = new StringBuilder(80);
        line.append("RCPT TO:<").append(address).append('>');
        if (extensions.has(Extensions.DSN)) {
            options.wishes().ifPresent(wishes -> line.append(" NOTIFY=").append(notify(wishes)));
            append(line, " ORCPT=", options.originalRecipient());
        }
        return new Command("RCPT", line.toString());
    }

    private static String notify(Set<NotifyOn> wishes) {
        return wishes.isEmpty()
                ? "NEVER"
                : List.of(NotifyOn.values()).stream()
                        .filter(wishes::contains)
                        .map(NotifyOn::name)
                        .collect(Collectors.joining(","));
    }

    /// A value that would end the line, or begin another parameter, is left away.
    private static void append(StringBuilder line, String name, Optional<String> value) {
        if (value.isPresent() && isValue(value.get())) {
            line.append(name).append(value.get());
        }
    }

    /// ```
    /// esmtp-value = 1*(%d33-60 / %d62-126)
    /// ```
    private static boolean isValue(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c <= '~' && c != '=');
    }
}
