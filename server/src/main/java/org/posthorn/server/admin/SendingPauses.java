package org.posthorn.server.admin;

import io.helidon.json.JsonObject;
import java.util.Optional;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.smtp.limits.SendingLimits;

/// Requests about accounts that may not send for now, because they sent unusually much.
record SendingPauses(Directory directory, SendingLimits limits) {

    Answer list(Request request) {
        return Answer.list(
                limits.paused().stream()
                        .map(address ->
                                JsonObject.builder().set("address", address.toString()).build())
                        .toList());
    }

    Answer lift(Request request) throws InvalidRequestException {
        EmailAddress address = request.addressInPath();
        Optional<Account> account = directory.account(address);
        if (account.isEmpty()) {
            return Answer.notFound("account " + address);
        }
        return limits.lift(account.get().id())
                ? Answer.done()
                : Answer.notFound("pause of the sending of " + address);
    }
}
