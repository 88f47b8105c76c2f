package org.posthorn.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// `domain set`.
@Component
final class DomainSetCommand extends AdminCommand {
    private static final String NONE = "none";

    private static final CommandParameter CATCH_ALL =
            CommandParameter.option(
                    "--catch-all",
                    "ADDRESS",
                    "where mail goes that is for nobody; none to refuse it",
                    CommandParameter.Values.ACCOUNTS);
    private static final CommandParameter ALIAS_OF =
            CommandParameter.option(
                    "--alias-of",
                    "DOMAIN",
                    "whose addresses are those of this domain, too; or none",
                    CommandParameter.Values.DOMAINS);
    private static final CommandParameter RELAY =
            CommandParameter.option(
                    "--relay",
                    "NAME",
                    "the relay that gets mail for addresses that are not known here; or none",
                    CommandParameter.Values.NONE);
    private static final CommandParameter VERIFY =
            CommandParameter.flag("--verify", "ask the relay first whether it knows the address");
    private static final CommandParameter JOURNAL =
            CommandParameter.option(
                    "--journal",
                    "ADDRESS",
                    "who gets copies of the domain's mail; or none",
                    CommandParameter.Values.ACCOUNTS);
    private static final CommandParameter JOURNAL_OF =
            CommandParameter.option(
                    "--journal-of",
                    "WHICH",
                    "copies of what comes in, goes out, or both",
                    CommandParameter.Values.NONE);
    private static final CommandParameter PLUS_FOLDERS =
            CommandParameter.option(
                    "--plus-folders",
                    "ON",
                    "whether name+folder@ goes to that folder: true or false",
                    CommandParameter.Values.NONE);

    private final AdminApi api;

    DomainSetCommand(AdminApi api) {
        super(
                "domain set",
                "Say where mail of a domain goes",
                CommandParameter.argument(
                        "DOMAIN", "such as example.com", CommandParameter.Values.DOMAINS),
                CATCH_ALL,
                ALIAS_OF,
                RELAY,
                VERIFY,
                JOURNAL,
                JOURNAL_OF,
                PLUS_FOLDERS);
        this.api = api;
    }

    /// An entry that an option is about.
    private record Change(
            CommandParameter option, String kind, String property, Map<String, String> more) {}

    @Override
    void run(Invocation invocation, Console console) {
        String domain = invocation.argument(0);
        Map<String, String> verify = invocation.has(VERIFY) ? Map.of("verify", "true") : Map.of();
        Map<String, String> which =
                invocation
                        .option(JOURNAL_OF)
                        .map(word -> Map.of("direction", word))
                        .orElse(Map.of());
        List<Change> changes =
                List.of(
                        new Change(CATCH_ALL, "catch-all", "to", Map.of()),
                        new Change(ALIAS_OF, "domain-alias", "target", Map.of()),
                        new Change(RELAY, "domain-relay", "relay", verify),
                        new Change(JOURNAL, "journal", "to", which));
        boolean any = false;
        for (Change change : changes) {
            if (invocation.has(change.option())) {
                apply(domain, change, invocation.option(change.option()).orElse(NONE));
                any = true;
            }
        }
        if (invocation.has(PLUS_FOLDERS)) {
            String on = invocation.option(PLUS_FOLDERS).orElse("true");
            new Entries(api, "detail").set("@" + domain, Map.of("folder", on));
            any = true;
        }
        if (!any) {
            throw new CommandFailedException("usage: " + usage());
        }
        console.print("Domain %s is set.".formatted(domain));
    }

    private void apply(String domain, Change change, String value) {
        Entries entries = new Entries(api, change.kind());
        if (value.equals(NONE)) {
            entries.remove(domain);
            return;
        }
        Map<String, Object> properties = new LinkedHashMap<>(change.more());
        properties.put(change.property(), value);
        entries.set(domain, properties);
    }
}
