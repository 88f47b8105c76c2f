package org.posthorn.server.admin;

import io.helidon.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.Alias;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.DirectoryOutcome;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;

/// Requests about aliases.
record Aliases(Directory directory) {

    Answer list(Request request) throws InvalidRequestException {
        Optional<DomainName> domain = request.queriedDomain();
        if (domain.isPresent() && !directory.isLocal(domain.get())) {
            return Domains.unknown(domain.get());
        }
        return Answer.list(
                domain.map(List::of).orElseGet(directory::domains).stream()
                        .flatMap(each -> directory.aliases(each).stream())
                        .map(Aliases::json)
                        .toList());
    }

    /// Adds the targets one after the other; those before the one that is refused stay added.
    Answer add(Request request) throws InvalidRequestException {
        Request.Body body = request.body();
        EmailAddress address = body.address();
        for (EmailAddress target : body.targets()) {
            DirectoryOutcome outcome = directory.addAliasTarget(address, target);
            if (!(outcome instanceof DirectoryOutcome.Done)) {
                return Answer.after(outcome, Answer.done());
            }
        }
        return directory.aliases(address.domain()).stream()
                .filter(alias -> alias.address().equals(address))
                .findFirst()
                .map(alias -> Answer.created(json(alias)))
                .orElseGet(() -> Answer.notFound("alias " + address));
    }

    Answer remove(Request request) throws InvalidRequestException {
        EmailAddress address = request.addressInPath();
        Optional<EmailAddress> target = request.queriedTarget();
        return Answer.after(
                target.isPresent()
                        ? directory.removeAliasTarget(address, target.get())
                        : directory.removeAlias(address),
                Answer.done());
    }

    private static JsonObject json(Alias alias) {
        return JsonObject.builder()
                .set("address", alias.address().toString())
                .setStrings(
                        "targets", alias.targets().stream().map(EmailAddress::toString).toList())
                .build();
    }
}
