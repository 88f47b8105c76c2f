package org.posthorn.smtp.receive;

import java.io.IOException;
import java.util.Optional;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.login.ClientNetwork;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.net.Connection;
import org.posthorn.smtp.route.RouteNode;
import org.posthorn.smtp.route.RouteQuery;
import org.posthorn.smtp.route.RouteTree;
import org.posthorn.smtp.route.Router;

/// RCPT (RFC 5321 section 4.1.1.3), with the parameters that [RcptParameters] knows. Where mail for
/// the recipient goes, the router says.
final class RcptHandler implements Handler {
    private final Router router;
    private final UnknownRecipients unknown;

    RcptHandler(Router router, UnknownRecipients unknown) {
        this.router = router;
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
        RouteTree tree = router.route(query(session, transaction, rcpt.path()));
        Optional<RouteNode.Refuse> refusal = tree.refusal();
        if (refusal.isPresent()) {
            return refuse(session, refusal.get());
        }
        var recipient = Recipient.of(tree.query().recipient().toString(), tree, options);
        if (!transaction.add(recipient)) {
            return Reply.TOO_MANY_RECIPIENTS;
        }
        session.countKnownRecipient();
        return Reply.RECIPIENT_OK;
    }

    private static RouteQuery query(Session session, Transaction transaction, ForwardPath path) {
        Optional<Account> account = session.account();
        boolean trusted = account.isEmpty() && session.isListed();
        return new RouteQuery(transaction.sender().text(), account, trusted, recipient(path));
    }

    private static RouteQuery.Recipient recipient(ForwardPath path) {
        return switch (path) {
            case ForwardPath.Postmaster() -> new RouteQuery.Recipient.Postmaster();
            case ForwardPath.Literal(String text) -> new RouteQuery.Recipient.Literal(text);
            case ForwardPath.Address(EmailAddress address, String written) ->
                    new RouteQuery.Recipient.Address(address, written);
        };
    }

    private Reply refuse(Session session, RouteNode.Refuse refusal) throws IOException {
        Reply reply = Reply.of(refusal.code(), refusal.status(), refusal.text());
        if (!refusal.isUnknown() || session.role() == Role.LMTP) {
            return reply;
        }
        Connection connection = session.connection();
        return unknown.refuse(
                ClientNetwork.of(connection.remoteAddress().getAddress()),
                session.isUnknownRecipientTooMany(),
                connection::pause);
    }
}
