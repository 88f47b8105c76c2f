package org.posthorn.server.admin;

import io.helidon.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.smtp.route.RouteLeaves;
import org.posthorn.smtp.route.RouteQuery;
import org.posthorn.smtp.route.RouteTree;
import org.posthorn.smtp.route.Router;

/// Requests that ask where mail would go.
record RouteExplanation(Directory directory, Router router) {

    Answer explain(Request request) throws InvalidRequestException {
        EmailAddress address = request.queriedAddress();
        Optional<EmailAddress> as = request.queriedAccount();
        Optional<Account> account = as.flatMap(directory::account);
        if (as.isPresent() && account.isEmpty()) {
            return Answer.notFound("account " + as.get());
        }
        String sender = request.queriedSender().or(() -> as.map(EmailAddress::toString)).orElse("");
        return Answer.of(
                json(
                        router.route(
                                new RouteQuery(
                                        sender,
                                        account,
                                        false,
                                        new RouteQuery.Recipient.Address(
                                                address, request.queriedAddressAsWritten())))));
    }

    private static JsonObject json(RouteTree tree) {
        RouteLeaves leaves = RouteLeaves.of(List.of(tree));
        return JsonObject.builder()
                .set("accepted", tree.refusal().isEmpty())
                .set("tree", tree.print())
                .setValues("local", leaves.locals().stream().map(RouteExplanation::json).toList())
                .setValues("remote", leaves.remotes().stream().map(RouteExplanation::json).toList())
                .build();
    }

    private static JsonObject json(RouteLeaves.Local local) {
        return JsonObject.builder()
                .set("account", local.account().address().toString())
                .set("folder", local.folder().value())
                .build();
    }

    private static JsonObject json(RouteLeaves.Remote remote) {
        return JsonObject.builder()
                .set("address", remote.address())
                .set("destination", remote.destination())
                .set("returnPath", remote.returnPath())
                .build();
    }
}
