package org.posthorn.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is set up for routing, which the API has in one form for all kinds: a kind, a subject, and
/// properties with one or more texts each.
final class Entries {
    private final AdminApi api;
    private final String kind;

    Entries(AdminApi api, String kind) {
        this.api = api;
        this.kind = kind;
    }

    private String path(String subject) {
        return "/v1/routes/%s/%s".formatted(kind, AdminApi.encode(subject));
    }

    JsonNode all() {
        return api.get("/v1/routes?kind=" + AdminApi.encode(kind));
    }

    /// Adds an entry where there is none.
    JsonNode add(String subject, Map<String, ?> properties) {
        return api.post(path(subject), Map.of("properties", properties));
    }

    /// Adds an entry, or replaces it.
    void set(String subject, Map<String, ?> properties) {
        api.put(path(subject), Map.of("properties", properties));
    }

    void remove(String subject) {
        api.delete(path(subject));
    }

    /// Adds to what a property has.
    void addValues(String subject, String property, List<String> values) {
        api.post(path(subject) + "/" + property, Map.of("values", values));
    }

    void setValues(String subject, String property, List<String> values) {
        api.put(path(subject) + "/" + property, Map.of("values", values));
    }

    void removeValue(String subject, String property, String value) {
        api.delete(path(subject) + "/" + property + "?value=" + AdminApi.encode(value));
    }

    boolean has(String subject) {
        return find(subject).isPresent();
    }

    /// @throws CommandFailedException when there is none
    JsonNode get(String subject) {
        return find(subject)
                .orElseThrow(() ->
                        new CommandFailedException("there is no %s %s".formatted(kind, subject)));
    }

    private Optional<JsonNode> find(String subject) {
        return all().valueStream()
                .filter(entry -> subject(entry).equalsIgnoreCase(subject))
                .findFirst();
    }

    /// What an entry says, to be changed.
    static Map<String, Object> properties(JsonNode entry) {
        Map<String, Object> properties = new LinkedHashMap<>();
        entry.path("properties")
                .properties()
                .forEach(each ->
                        properties.put(
                                each.getKey(),
                                each.getValue().valueStream().map(JsonNode::asString).toList()));
        return properties;
    }

    /// The text, or the first of some.
    static String first(@Nullable Object value) {
        return value instanceof List<?> texts && !texts.isEmpty()
                ? String.valueOf(texts.getFirst())
                : String.valueOf(value);
    }

    /// What is parted by commas.
    static List<String> parted(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    static String subject(JsonNode entry) {
        return entry.path("subject").asString();
    }

    /// Such as `to: a@example.com, b@example.com; copy: true`.
    static String described(JsonNode entry) {
        Map<String, String> properties = new TreeMap<>();
        entry.path("properties")
                .properties()
                .forEach(each -> properties.put(each.getKey(), Listings.joined(each.getValue())));
        return properties.entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .collect(Collectors.joining("; "));
    }

    /// Empty when there is none.
    static Optional<Table> table(JsonNode entries) {
        var table = new Table("Kind", "For", "What");
        entries.forEach(entry ->
                table.row(entry.path("kind").asString(), subject(entry), described(entry)));
        return entries.isEmpty() ? Optional.empty() : Optional.of(table);
    }

    /// The options that were given, by the names of properties.
    static Map<String, Object> given(Invocation invocation, Map<CommandParameter, String> names) {
        Map<String, Object> properties = new LinkedHashMap<>();
        names.forEach((option, property) ->
                invocation
                        .option(option)
                        .ifPresent(value ->
                                properties.put(property, option.takesValue() ? value : "true")));
        return properties;
    }
}
