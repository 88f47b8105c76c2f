package org.posthorn.server.admin;

import io.helidon.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.directory.DirectoryOutcome;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.routes.InvalidRouteException;
import org.posthorn.mailbox.routes.RouteEntry;
import org.posthorn.mailbox.routes.RouteKind;
import org.posthorn.mailbox.routes.Routes;

/// Requests about what is set up for routing: all kinds of entries in one form.
record RouteEntries(Routes routes) {

    Answer list(Request request) throws InvalidRequestException {
        Optional<String> kind = request.queriedKind();
        List<RouteKind> kinds =
                kind.isPresent() ? List.of(kind(kind.get())) : List.of(RouteKind.values());
        return Answer.list(
                kinds.stream()
                        .flatMap(each -> routes.table().all(each).stream())
                        .map(RouteEntries::json)
                        .toList());
    }

    Answer add(Request request) throws InvalidRequestException {
        RouteEntry entry = entry(request);
        return Answer.after(routes.add(entry), Answer.created(json(entry)));
    }

    Answer set(Request request) throws InvalidRequestException {
        RouteEntry entry = entry(request);
        return Answer.after(routes.set(entry), Answer.of(json(entry)));
    }

    Answer remove(Request request) throws InvalidRequestException {
        RouteKind kind = kind(request.kindInPath());
        return Answer.after(routes.remove(kind, subject(kind, request)), Answer.done());
    }

    Answer addValues(Request request) throws InvalidRequestException {
        List<String> more = request.body().values();
        return change(
                request,
                values -> {
                    var all = new ArrayList<>(values);
                    all.addAll(more);
                    return all;
                });
    }

    Answer setValues(Request request) throws InvalidRequestException {
        List<String> others = request.body().values();
        return change(request, _ -> others);
    }

    /// A forward goes with the last address that it leads to, and so does what an account may send
    /// as.
    Answer removeValue(Request request) throws InvalidRequestException {
        RouteKind kind = kind(request.kindInPath());
        String subject = subject(kind, request);
        String property = request.propertyInPath();
        String value = canonical(request.queriedValue());
        Optional<RouteEntry> entry = routes.table().find(kind, subject);
        List<String> values =
                entry.map(each -> each.properties().getOrDefault(property, List.of()))
                        .orElse(List.of());
        if (entry.isPresent() && !values.contains(value)) {
            return Answer.notFound("%s in the %s".formatted(value, entry.get().title()));
        }
        boolean last = values.equals(List.of(value));
        if (last && (kind == RouteKind.FORWARD || kind == RouteKind.SEND_AS)) {
            return Answer.after(routes.remove(kind, subject), Answer.done());
        }
        return change(request, all -> all.stream().filter(each -> !each.equals(value)).toList());
    }

    private static String canonical(String value) {
        try {
            return EmailAddress.parse(value).toString();
        } catch (InvalidAddressException _) {
            return value;
        }
    }

    /// Changes one property of the entry as it is at that moment.
    private Answer change(Request request, UnaryOperator<List<String>> change)
            throws InvalidRequestException {
        RouteKind kind = kind(request.kindInPath());
        String property = request.propertyInPath();
        var flaw = new AtomicReference<@Nullable InvalidRouteException>();
        DirectoryOutcome outcome =
                routes.change(
                        kind,
                        subject(kind, request),
                        entry -> {
                            try {
                                return changed(entry, property, change);
                            } catch (InvalidRouteException e) {
                                flaw.set(e);
                                return entry;
                            }
                        });
        InvalidRouteException found = flaw.get();
        if (found != null) {
            throw invalid(found);
        }
        return Answer.after(outcome, Answer.done());
    }

    private static RouteEntry changed(
            RouteEntry entry, String property, UnaryOperator<List<String>> change)
            throws InvalidRouteException {
        Map<String, List<String>> properties = new TreeMap<>(entry.properties());
        List<String> values = change.apply(properties.getOrDefault(property, List.of()));
        properties.put(property, values);
        return RouteEntry.of(entry.kind(), entry.subject(), properties);
    }

    private static RouteEntry entry(Request request) throws InvalidRequestException {
        RouteKind kind = kind(request.kindInPath());
        try {
            return RouteEntry.of(kind, request.subjectInPath(), request.body().properties());
        } catch (InvalidRouteException e) {
            throw invalid(e);
        }
    }

    private static RouteKind kind(String word) throws InvalidRequestException {
        return RouteKind.of(word)
                .orElseThrow(() ->
                        new InvalidRequestException("\"%s\" is no kind of entry.".formatted(word)));
    }

    private static String subject(RouteKind kind, Request request) throws InvalidRequestException {
        try {
            return RouteEntry.subjectOf(kind, request.subjectInPath());
        } catch (InvalidRouteException e) {
            throw invalid(e);
        }
    }

    private static InvalidRequestException invalid(InvalidRouteException e) {
        String clause = e.clause();
        return new InvalidRequestException(
                Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".");
    }

    private static JsonObject json(RouteEntry entry) {
        JsonObject.Builder properties = JsonObject.builder();
        entry.shownProperties().forEach(properties::setStrings);
        return JsonObject.builder()
                .set("kind", entry.kind().word())
                .set("subject", entry.subject())
                .set("properties", properties.build())
                .build();
    }
}
