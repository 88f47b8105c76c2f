package org.posthorn.server.admin;

import io.helidon.json.JsonObject;
import io.helidon.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.DirectoryOutcome;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxStatus;
import org.posthorn.mailbox.store.Mailboxes;
import org.posthorn.mailbox.store.SpecialUse;

/// Requests about accounts.
record Accounts(Directory directory, MailStore store) {

    Answer list(Request request) throws InvalidRequestException {
        Optional<DomainName> domain = request.queriedDomain();
        if (domain.isPresent() && !directory.isLocal(domain.get())) {
            return Domains.unknown(domain.get());
        }
        return Answer.list(
                domain.map(List::of).orElseGet(directory::domains).stream()
                        .flatMap(each -> directory.accounts(each).stream())
                        .map(account -> summary(account).build())
                        .toList());
    }

    Answer show(Request request) throws InvalidRequestException {
        EmailAddress address = request.addressInPath();
        return directory
                .account(address)
                .map(account -> Answer.of(detail(account)))
                .orElseGet(() -> unknown(address));
    }

    Answer add(Request request) throws InvalidRequestException {
        Request.Body body = request.body();
        EmailAddress address = body.address();
        DirectoryOutcome outcome = directory.addAccount(address, body.password());
        return outcome instanceof DirectoryOutcome.Done
                ? directory
                        .account(address)
                        .map(account -> Answer.created(summary(account).build()))
                        .orElseGet(() -> unknown(address))
                : Answer.after(outcome, Answer.done());
    }

    Answer setPassword(Request request) throws InvalidRequestException {
        return Answer.after(
                directory.setPassword(request.addressInPath(), request.body().password()),
                Answer.done());
    }

    Answer setEnabled(Request request) throws InvalidRequestException {
        return Answer.after(
                directory.setEnabled(request.addressInPath(), request.body().enabled()),
                Answer.done());
    }

    Answer remove(Request request) throws InvalidRequestException {
        return Answer.after(directory.removeAccount(request.addressInPath()), Answer.done());
    }

    private static Answer unknown(EmailAddress address) {
        return Answer.notFound("account " + address);
    }

    private static JsonObject.Builder summary(Account account) {
        return JsonObject.builder()
                .set("address", account.address().toString())
                .set("enabled", account.enabled())
                .set("created", account.created().toString());
    }

    private JsonValue detail(Account account) {
        Mailboxes mailboxes = store.mailboxesOf(account.id());
        List<JsonObject> described =
                mailboxes.list().stream()
                        .flatMap(info -> mailboxes.status(info.name()).stream())
                        .map(Accounts::json)
                        .toList();
        return summary(account)
                .setValues("mailboxes", described)
                .setStrings("aliases", aliasesOf(account.address()))
                .build();
    }

    private List<String> aliasesOf(EmailAddress address) {
        return directory.domains().stream()
                .flatMap(domain -> directory.aliases(domain).stream())
                .filter(alias -> alias.targets().contains(address))
                .map(alias -> alias.address().toString())
                .toList();
    }

    private static JsonObject json(MailboxStatus status) {
        MailboxInfo info = status.info();
        return JsonObject.builder()
                .set("name", info.name().value())
                .set("messages", status.messages())
                .set("unseen", status.unseen())
                .set("sizeOctets", status.sizeOctets())
                .setStrings(
                        "specialUses",
                        info.specialUses().stream().sorted().map(SpecialUse::attribute).toList())
                .build();
    }
}
