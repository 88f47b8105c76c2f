package org.posthorn.smtp.receive;

import java.io.IOException;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.Recipients;
import org.posthorn.mailbox.login.ClientNetwork;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.net.Connection;

/// RCPT (RFC 5321 section 4.1.1.3), with the parameters that [RcptParameters] knows.
final class RcptHandler implements Handler {
    private final Directory directory;
    private final UnknownRecipients unknown;

    RcptHandler(Directory directory, UnknownRecipients unknown) {
        this.directory = directory;
        this.unknown = unknown;
    }

    @Override
    public Answer handle(Session session, String argument) throws CommandException, IOException {
        Transaction transaction = session.requireTransaction();
        if (transaction.hasFailed() || transaction.chunked().isPresent()) {
            return transaction.hasFailed() ? Reply.BDAT_FAILED : Reply.BDAT_BEGUN;
        }
        boolean utf8 = transaction.options().utf8();
        PathParser.Parsed<ForwardPath> rcpt = PathParser.forwardPath(argument, utf8);
        RecipientOptions options = RcptParameters.parse(rcpt.parameters(), utf8);
        if (transaction.recipients().size() >= session.settings().maxRecipients()) {
            return Reply.TOO_MANY_RECIPIENTS;
        }
        return switch (rcpt.path()) {
            case ForwardPath.Postmaster() -> judge(session, "postmaster", postmaster(), options);
            case ForwardPath.Literal _ -> foreign(session);
            case ForwardPath.Address(EmailAddress address) ->
                    judge(session, address.toString(), directory.resolve(address), options);
        };
    }

    private Answer judge(
            Session session, String text, Recipients recipients, RecipientOptions options)
            throws CommandException, IOException {
        return switch (recipients) {
            case Recipients.Accounts(var accounts) -> {
                if (!session.requireTransaction().add(new Recipient(text, accounts, options))) {
                    yield Reply.TOO_MANY_RECIPIENTS;
                }
                session.countKnownRecipient();
                yield Reply.RECIPIENT_OK;
            }
            case Recipients.Unknown() -> refuseUnknown(session);
            case Recipients.Disabled() -> Reply.MAILBOX_DISABLED;
            case Recipients.Foreign() -> foreign(session);
        };
    }

    private Reply refuseUnknown(Session session) throws IOException {
        if (session.role() == Role.LMTP) {
            return Reply.NO_SUCH_MAILBOX;
        }
        Connection connection = session.connection();
        return unknown.refuse(
                ClientNetwork.of(connection.remoteAddress().getAddress()),
                session.isUnknownRecipientTooMany(),
                connection::pause);
    }

    private static Reply foreign(Session session) {
        return session.role() == Role.SUBMISSION ? Reply.NO_RELAY_YET : Reply.RELAY_DENIED;
    }

    /// The postmaster of the first domain that has one (RFC 5321 section 4.5.1).
    private Recipients postmaster() {
        for (DomainName domain : directory.domains()) {
            Recipients found = directory.resolve(new EmailAddress("postmaster", domain));
            if (found instanceof Recipients.Accounts) {
                return found;
            }
        }
        return new Recipients.Unknown();
    }
}
