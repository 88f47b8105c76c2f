package org.posthorn.smtp.receive;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthorn.mailbox.outbound.NotifyOn;
import org.posthorn.mailbox.outbound.RecipientOptions;

/// The parameters of RCPT: NOTIFY and ORCPT (RFC 3461 sections 4.1 and 4.2).
///
/// ```
/// notify-esmtp-value         = "NEVER" / 1#notify-list-element
/// notify-list-element        = "SUCCESS" / "FAILURE" / "DELAY"
/// original-recipient-address = addr-type ";" xtext
/// ```
final class RcptParameters {
    private RcptParameters() {}

    /// @param parameters by their upper-case keywords; empty without a value
    /// @param utf8 whether MAIL had SMTPUTF8
    static RecipientOptions parse(Map<String, String> parameters, boolean utf8)
            throws CommandException {
        Optional<Set<NotifyOn>> wishes = Optional.empty();
        Optional<String> original = Optional.empty();
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String value = parameter.getValue();
            switch (parameter.getKey()) {
                case "NOTIFY" -> wishes = Optional.of(wishes(value));
                case "ORCPT" -> original = Optional.of(originalRecipient(value, utf8));
                default -> throw new CommandException(Reply.UNKNOWN_PARAMETER);
            }
        }
        return new RecipientOptions(wishes, original);
    }

    /// Empty for `NEVER`, which stands alone.
    private static Set<NotifyOn> wishes(String value) throws CommandException {
        List<String> words = List.of(value.toUpperCase(Locale.ROOT).split(",", -1));
        if (words.equals(List.of("NEVER"))) {
            return Set.of();
        }
        Set<NotifyOn> wishes = EnumSet.noneOf(NotifyOn.class);
        for (String word : words) {
            wishes.add(
                    switch (word) {
                        case "SUCCESS" -> NotifyOn.SUCCESS;
                        case "FAILURE" -> NotifyOn.FAILURE;
                        case "DELAY" -> NotifyOn.DELAY;
                        default -> throw new CommandException(Reply.BAD_PARAMETER);
                    });
        }
        return wishes;
    }

    private static String originalRecipient(String value, boolean utf8) throws CommandException {
        if (!OriginalRecipient.isValid(value, utf8)) {
            throw new CommandException(Reply.BAD_PARAMETER);
        }
        return value;
    }
}
