package org.posthorn.smtp.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.smtp.report.IncomingReport.Action;

/// What the part for programs of a report says (RFC 3464 section 2).
record StatusReading(List<IncomingReport.Recipient> recipients, Optional<String> envelopeId) {
    static final int MAX_RECIPIENTS = 1000;
    private static final int MAX_TEXT = 500;
    private static final int MAX_ADDRESS = 320;

    private static final Pattern STATUS =
            Pattern.compile("(?<![0-9.])([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?![0-9.])");
    private static final Pattern TYPED = Pattern.compile("\\s*[A-Za-z0-9-]{1,40}\\s*;(.*)");

    static StatusReading of(byte[] octets) {
        Optional<String> envelopeId = Optional.empty();
        List<IncomingReport.Recipient> recipients = new ArrayList<>();
        // One more for the fields of the message.
        for (Fields group : Fields.groups(octets, MAX_RECIPIENTS + 1)) {
            if (envelopeId.isEmpty()) {
                envelopeId = group.first("original-envelope-id").map(StatusReading::text);
            }
            recipient(group).ifPresent(recipients::add);
        }
        return new StatusReading(List.copyOf(recipients), envelopeId);
    }

    private static Optional<IncomingReport.Recipient> recipient(Fields group) {
        Optional<String> original =
                group.first("original-recipient").flatMap(StatusReading::address);
        // Some leave the one out that must be there (RFC 3464 section 2.3.2).
        return group.first("final-recipient")
                .flatMap(StatusReading::address)
                .or(() -> original)
                .flatMap(address -> recipient(group, address, original));
    }

    private static Optional<IncomingReport.Recipient> recipient(
            Fields group, String address, Optional<String> original) {
        Optional<String> status = group.first("status").flatMap(StatusReading::status);
        return group.first("action")
                .flatMap(StatusReading::action)
                .or(() -> status.map(StatusReading::usualAction))
                .map(action ->
                        new IncomingReport.Recipient(
                                address,
                                original,
                                action,
                                status.orElseGet(() -> usualStatus(action)),
                                group.first("diagnostic-code")
                                        .map(StatusReading::withoutType)
                                        .map(StatusReading::text)
                                        .orElse(""),
                                group.first("final-log-id").map(StatusReading::text)));
    }

    /// The first code in a text.
    static Optional<String> status(String text) {
        Matcher code = STATUS.matcher(text);
        return code.find() ? Optional.of(code.group(1)) : Optional.empty();
    }

    private static Optional<Action> action(String field) {
        String word = field.strip().split("[ \t(;]", 2)[0].toUpperCase(Locale.ROOT);
        for (Action action : Action.values()) {
            if (action.name().equals(word)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }

    private static Action usualAction(String status) {
        return switch (status.charAt(0)) {
            case '2' -> Action.DELIVERED;
            case '4' -> Action.DELAYED;
            default -> Action.FAILED;
        };
    }

    private static String usualStatus(Action action) {
        return switch (action) {
            case FAILED -> "5.0.0";
            case DELAYED -> "4.0.0";
            case DELIVERED, RELAYED, EXPANDED -> "2.0.0";
        };
    }

    /// ```
    /// address-type ";" generic-address
    /// ```
    ///
    /// RFC 3464 section 2.3.1; some leave the type out, or write angle brackets.
    static Optional<String> address(String field) {
        String text = Xtext.fromUnitext(text(withoutType(field)));
        if (text.startsWith("<") && text.endsWith(">")) {
            text = text.substring(1, text.length() - 1);
        }
        int at = text.lastIndexOf('@');
        boolean plausible = at > 0 && at < text.length() - 1 && text.length() <= MAX_ADDRESS;
        return plausible ? Optional.of(text) : Optional.empty();
    }

    private static String withoutType(String field) {
        Matcher typed = TYPED.matcher(field);
        return typed.matches() ? typed.group(1) : field;
    }

    /// Octets as UTF-8, made fit to be shown.
    static String text(String octets) {
        return SafeText.line(
                new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
                MAX_TEXT);
    }
}
