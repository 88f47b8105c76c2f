package org.posthorn.cli;

import org.springframework.stereotype.Component;

/// `rewrite remove`.
@Component
final class RewriteRemoveCommand extends AdminCommand {
    private final Entries entries;

    RewriteRemoveCommand(AdminApi api) {
        super(
                "rewrite remove",
                "No longer rewrite a domain on the way out",
                CommandParameter.argument(
                        "DOMAIN", "such as old.example", CommandParameter.Values.NONE),
                CommandParameter.YES);
        this.entries = new Entries(api, "rewrite");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String subject = invocation.argument(0);
        console.confirm("Remove the rewriting of %s?".formatted(subject), invocation);
        entries.remove(subject);
        console.print("The rewriting of %s is removed.".formatted(subject));
    }
}
