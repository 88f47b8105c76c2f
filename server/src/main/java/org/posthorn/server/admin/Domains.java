package org.posthorn.server.admin;

import io.helidon.json.JsonObject;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.DomainName;

/// Requests about domains.
record Domains(Directory directory) {

    Answer list(Request request) {
        return Answer.list(directory.domains().stream().map(this::json).toList());
    }

    Answer show(Request request) throws InvalidRequestException {
        DomainName name = request.domainInPath();
        return directory.isLocal(name) ? Answer.of(json(name)) : unknown(name);
    }

    Answer add(Request request) throws InvalidRequestException {
        DomainName name = request.body().name();
        return Answer.after(directory.addDomain(name), Answer.created(json(name)));
    }

    Answer remove(Request request) throws InvalidRequestException {
        return Answer.after(directory.removeDomain(request.domainInPath()), Answer.done());
    }

    static Answer unknown(DomainName name) {
        return Answer.notFound("domain " + name);
    }

    private JsonObject json(DomainName name) {
        return JsonObject.builder()
                .set("name", name.value())
                .set("accounts", directory.accounts(name).size())
                .set("aliases", directory.aliases(name).size())
                .build();
    }
}
