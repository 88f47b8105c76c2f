package org.posthorn.smtp.receive;

import java.util.Map;
import java.util.regex.Pattern;
import org.posthorn.mailbox.directory.Account;

/// MAIL (RFC 5321 section 4.1.1.2), with SIZE (RFC 1870), BODY (RFC 6152) and, where one logs in,
/// AUTH (RFC 4954 section 5).
final class MailHandler implements Handler {
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,20}");

    /// RFC 3461 section 4.
    private static final Pattern XTEXT =
            Pattern.compile("<>|(?:[\\x21-\\x2A\\x2C-\\x3C\\x3E-\\x7E]|\\+[0-9A-F]{2})*");

    /// More digits than any size that we could take.
    private static final int LONG_DIGITS = 18;

    private final OwnAddresses addresses;
    private final LocalDelivery delivery;

    MailHandler(OwnAddresses addresses, LocalDelivery delivery) {
        this.addresses = addresses;
        this.delivery = delivery;
    }

    @Override
    public Answer handle(Session session, String argument) throws CommandException {
        session.requireGreeting();
        if (session.role().requiresLogin() && session.account().isEmpty()) {
            return Reply.LOGIN_FIRST;
        }
        if (session.transaction().isPresent()) {
            return Reply.IN_TRANSACTION;
        }
        PathParser.Parsed<ReversePath> mail = PathParser.reversePath(argument);
        for (Map.Entry<String, String> parameter : mail.parameters().entrySet()) {
            check(session, parameter.getKey(), parameter.getValue());
        }
        if (session.account().isPresent() && !mayUse(session.account().get(), mail.path())) {
            return Reply.NOT_YOUR_ADDRESS;
        }
        if (!delivery.hasRoom(session)) {
            return Reply.STORE_FULL;
        }
        session.begin(new Transaction(mail.path(), delivery.open(session)));
        return Reply.SENDER_OK;
    }

    private static void check(Session session, String keyword, String value)
            throws CommandException {
        switch (keyword) {
            case "SIZE" -> checkSize(session, value);
            case "BODY" ->
                    require(value.equalsIgnoreCase("7BIT") || value.equalsIgnoreCase("8BITMIME"));
            case "AUTH" -> {
                if (!session.role().requiresLogin()) {
                    throw new CommandException(Reply.UNKNOWN_PARAMETER);
                }
                // We trust nobody's word on who wrote it, and pass it on to nobody.
                require(XTEXT.matcher(value).matches());
            }
            default -> throw new CommandException(Reply.UNKNOWN_PARAMETER);
        }
    }

    private static void checkSize(Session session, String value) throws CommandException {
        require(SIZE.matcher(value).matches());
        String digits = value.replaceFirst("^0+(?=.)", "");
        if (digits.length() > LONG_DIGITS
                || Long.parseLong(digits) > session.settings().maxMessageOctets()) {
            throw new CommandException(Reply.TOO_LARGE);
        }
    }

    private static void require(boolean condition) throws CommandException {
        if (!condition) {
            throw new CommandException(Reply.BAD_PARAMETER);
        }
    }

    /// An account may send as whatever address leads to it (RFC 6409 section 6.1), and as nobody,
    /// which receipts need.
    private boolean mayUse(Account account, ReversePath sender) {
        return sender.isNull() || addresses.has(account, sender.text());
    }
}
