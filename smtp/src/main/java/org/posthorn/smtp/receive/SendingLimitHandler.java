package org.posthorn.smtp.receive;

import java.io.IOException;
import java.util.Optional;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.smtp.limits.SendingLimits;

/// MAIL or RCPT of an account that may not send as much as it likes: what another handler accepts
/// is counted.
final class SendingLimitHandler implements Handler {

    private final Handler handler;
    private final SendingLimits limits;
    private final boolean recipient;

    private SendingLimitHandler(Handler handler, SendingLimits limits, boolean recipient) {
        this.handler = handler;
        this.limits = limits;
        this.recipient = recipient;
    }

    static Handler ofMail(Handler handler, SendingLimits limits) {
        return new SendingLimitHandler(handler, limits, false);
    }

    static Handler ofRcpt(Handler handler, SendingLimits limits) {
        return new SendingLimitHandler(handler, limits, true);
    }

    @Override
    public Answer handle(Session session, String argument) throws CommandException, IOException {
        Optional<Account> account = session.account();
        if (account.isEmpty()) {
            return handler.handle(session, argument);
        }
        Account sender = account.get();
        SendingLimits.Verdict verdict =
                recipient ? limits.beforeRecipient(sender) : limits.beforeMessage(sender);
        switch (verdict) {
            case TOO_MANY_MESSAGES -> {
                return Reply.SENT_TOO_MANY_MESSAGES;
            }
            case TOO_MANY_RECIPIENTS -> {
                return Reply.SENT_TOO_MANY_RECIPIENTS;
            }
            case PAUSED -> {
                return Reply.SENDING_PAUSED;
            }
            case GO_ON -> {
                // And count what is accepted.
            }
        }
        Answer answer = handler.handle(session, argument);
        if (answer instanceof Reply reply && reply.code() / 100 == 2) {
            count(sender);
        }
        return answer;
    }

    private void count(Account sender) {
        if (recipient) {
            limits.countRecipient(sender);
        } else {
            limits.countMessage(sender);
        }
    }
}
