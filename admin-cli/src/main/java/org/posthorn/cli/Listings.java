package org.posthorn.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The API's answers as tables.
final class Listings {
    private static final String[] SIZE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Listings() {}

    /// Empty when there is no domain.
    static Optional<Table> domains(JsonNode domains) {
        var table = new Table("Domain", "Accounts", "Aliases");
        domains.forEach(domain -> addDomain(table, domain));
        return domains.isEmpty() ? Optional.empty() : Optional.of(table);
    }

    static Table domain(JsonNode domain) {
        var table = new Table("Domain", "Accounts", "Aliases");
        addDomain(table, domain);
        return table;
    }

    private static void addDomain(Table table, JsonNode domain) {
        table.row(
                domain.path("name").asString(),
                domain.path("accounts").asLong(),
                domain.path("aliases").asLong());
    }

    /// Empty when there is no account.
    static Optional<Table> accounts(JsonNode accounts) {
        var table = new Table("Account", "State", "Created");
        accounts.forEach(account ->
                table.row(
                        account.path("address").asString(),
                        state(account),
                        account.path("created").asString()));
        return accounts.isEmpty() ? Optional.empty() : Optional.of(table);
    }

    /// Empty when there is no alias.
    static Optional<Table> aliases(JsonNode aliases) {
        var table = new Table("Alias", "Stands for");
        aliases.forEach(alias ->
                table.row(alias.path("address").asString(), joined(alias.path("targets"))));
        return aliases.isEmpty() ? Optional.empty() : Optional.of(table);
    }

    static Table mailboxes(JsonNode mailboxes) {
        var table = new Table("Mailbox", "Messages", "Unseen", "Size", "Use");
        for (JsonNode mailbox : mailboxes) {
            table.row(
                    mailbox.path("name").asString(),
                    mailbox.path("messages").asLong(),
                    mailbox.path("unseen").asLong(),
                    size(mailbox.path("sizeOctets").asLong()),
                    joined(mailbox.path("specialUses")));
        }
        return table;
    }

    static String state(JsonNode account) {
        return account.path("enabled").asBoolean() ? "enabled" : "disabled";
    }

    static String joined(JsonNode texts) {
        return texts.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
    }

    /// Such as `3 d 4 h`, `12 min` or `8 s`.
    static String duration(long seconds) {
        Duration duration = Duration.ofSeconds(seconds);
        if (duration.toDays() > 0) {
            return duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : seconds + " s";
    }

    /// Such as `17 B` or `1.4 MiB`.
    static String size(long octets) {
        double value = octets;
        int unit = 0;
        while (value >= 1024 && unit < SIZE_UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? octets + " B" : "%.1f %s".formatted(value, SIZE_UNITS[unit]);
    }
}
