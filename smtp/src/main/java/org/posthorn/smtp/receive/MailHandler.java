package org.posthorn.smtp.receive;

import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.smtp.route.SendingRights;

/// MAIL (RFC 5321 section 4.1.1.2), with the parameters that [MailParameters] knows.
final class MailHandler implements Handler {
    private final SendingRights rights;
    private final LocalDelivery delivery;

    MailHandler(SendingRights rights, LocalDelivery delivery) {
        this.rights = rights;
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
        MessageOptions options = MailParameters.parse(session, mail.parameters());
        if (session.account().isPresent() && !mayUse(session.account().get(), mail.path())) {
            return Reply.NOT_YOUR_ADDRESS;
        }
        if (!delivery.hasRoom(session)) {
            return Reply.STORE_FULL;
        }
        session.begin(new Transaction(mail.path(), options, delivery.open(session)));
        return Reply.SENDER_OK;
    }

    /// An account may send as whatever address leads to it (RFC 6409 section 6.1), and as nobody,
    /// which receipts need.
    private boolean mayUse(Account account, ReversePath sender) {
        return sender.isNull() || rights.has(account, sender.text());
    }
}
