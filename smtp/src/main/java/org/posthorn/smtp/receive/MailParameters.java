package org.posthorn.smtp.receive;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.posthorn.mailbox.outbound.BodyType;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.ReturnedPart;

/// The parameters of MAIL: SIZE (RFC 1870), BODY (RFC 6152, RFC 3030), SMTPUTF8 (RFC 6531), RET and
/// ENVID (RFC 3461), REQUIRETLS (RFC 8689) and, where one logs in, AUTH (RFC 4954 section 5).
final class MailParameters {
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,20}");

    /// More digits than any size that we could take.
    private static final int LONG_DIGITS = 18;

    /// RFC 3461 section 4.4.
    private static final int MAX_ENVELOPE_ID = 100;

    private final Session session;
    private final Map<String, String> parameters;

    private MailParameters(Session session, Map<String, String> parameters) {
        this.session = session;
        this.parameters = parameters;
    }

    /// @param parameters by their upper-case keywords; empty without a value
    static MessageOptions parse(Session session, Map<String, String> parameters)
            throws CommandException {
        return new MailParameters(session, parameters).parse();
    }

    private MessageOptions parse() throws CommandException {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            check(parameter.getKey(), parameter.getValue());
        }
        return new MessageOptions(
                body(),
                parameters.containsKey("SMTPUTF8"),
                parameters.containsKey("REQUIRETLS"),
                returned(),
                Optional.ofNullable(parameters.get("ENVID")));
    }

    private void check(String keyword, String value) throws CommandException {
        switch (keyword) {
            case "SIZE" -> checkSize(value);
            case "SMTPUTF8" -> require(value.isEmpty());
            case "REQUIRETLS" -> checkRequireTls(value);
            case "ENVID" ->
                    require(
                            !value.isEmpty()
                                    && value.length() <= MAX_ENVELOPE_ID
                                    && Xtext.isPrintable(value));
            case "BODY", "RET" -> {
                // Judged where they are read.
            }
            case "AUTH" -> checkAuth(value);
            default -> throw new CommandException(Reply.UNKNOWN_PARAMETER);
        }
    }

    private void checkSize(String value) throws CommandException {
        require(SIZE.matcher(value).matches());
        String digits = value.replaceFirst("^0+(?=.)", "");
        if (digits.length() > LONG_DIGITS
                || Long.parseLong(digits) > session.settings().maxMessageOctets()) {
            throw new CommandException(Reply.TOO_LARGE);
        }
    }

    /// Offered under TLS only (RFC 8689 section 2).
    private void checkRequireTls(String value) throws CommandException {
        require(value.isEmpty());
        if (!session.connection().isSecure()) {
            throw new CommandException(Reply.TLS_FOR_REQUIRETLS);
        }
    }

    private void checkAuth(String value) throws CommandException {
        if (!session.role().requiresLogin()) {
            throw new CommandException(Reply.UNKNOWN_PARAMETER);
        }
        // We trust nobody's word on who wrote it, and pass it on to nobody.
        require(value.equals("<>") || (!value.isEmpty() && Xtext.isValid(value)));
    }

    private BodyType body() throws CommandException {
        String value = parameters.get("BODY");
        if (value == null) {
            return MessageOptions.NONE.body();
        }
        for (BodyType type : BodyType.values()) {
            if (type.keyword().equalsIgnoreCase(value)) {
                return type;
            }
        }
        throw new CommandException(Reply.BAD_PARAMETER);
    }

    private Optional<ReturnedPart> returned() throws CommandException {
        String value = parameters.get("RET");
        if (value == null) {
            return Optional.empty();
        }
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "FULL" -> Optional.of(ReturnedPart.FULL);
            case "HDRS" -> Optional.of(ReturnedPart.HEADERS);
            default -> throw new CommandException(Reply.BAD_PARAMETER);
        };
    }

    private static void require(boolean condition) throws CommandException {
        if (!condition) {
            throw new CommandException(Reply.BAD_PARAMETER);
        }
    }
}
