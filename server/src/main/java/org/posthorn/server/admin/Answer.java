package org.posthorn.server.admin;

import io.helidon.json.JsonArray;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonValue;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.directory.DirectoryOutcome;

/// What a request gets.
///
/// @param status an HTTP status
/// @param mediaType of the content
record Answer(int status, String mediaType, Content content, Map<String, String> headers) {
    private static final String JSON = "application/json";

    /// What follows the header.
    sealed interface Content {}

    /// Nothing where there is nothing to say.
    record Text(String text) implements Content {}

    /// Octets as they are, once.
    ///
    /// @param octets closed by who sends the answer
    record Octets(long size, InputStream octets) implements Content {}

    Answer(int status, String mediaType, String text) {
        this(status, mediaType, new Text(text), Map.of());
    }

    /// A file, whatever it says of itself: nobody shall run it.
    static Answer octets(long size, InputStream octets) {
        return new Answer(200, "application/octet-stream", new Octets(size, octets), Map.of());
    }

    static Answer of(JsonValue body) {
        return json(200, body);
    }

    static Answer list(List<JsonObject> values) {
        return of(JsonArray.create(values));
    }

    static Answer created(JsonValue body) {
        return json(201, body);
    }

    static Answer done() {
        return new Answer(204, JSON, "");
    }

    static Answer json(int status, JsonValue body) {
        return new Answer(status, JSON, body.toString());
    }

    static Answer invalid(String message) {
        return refusal(400, "invalid", message);
    }

    static Answer unauthorized() {
        return refusal(
                        401,
                        "unauthorized",
                        "The token is missing or is not the one in the file admin-token of the"
                                + " running server's data folder.")
                .with("WWW-Authenticate", "Bearer");
    }

    static Answer notFound(String what) {
        return refusal(404, "not-found", "There is no " + what + ".");
    }

    /// @param allowed the methods that the path has (RFC 9110 section 15.5.6)
    static Answer methodNotAllowed(String method, String allowed) {
        return refusal(
                        405,
                        "method-not-allowed",
                        "That path takes no %s; it takes %s.".formatted(method, allowed))
                .with("Allow", allowed);
    }

    static Answer tooLarge() {
        return refusal(413, "invalid", "The request is too large.");
    }

    /// Trying again later may help.
    static Answer unavailable(String message) {
        return refusal(503, "unavailable", message);
    }

    static Answer serverError() {
        return refusal(500, "server-error", "The server could not do that; its log says why.");
    }

    /// What a change came to; `success` answers when it was made.
    static Answer after(DirectoryOutcome outcome, Answer success) {
        return switch (outcome) {
            case DirectoryOutcome.Done() -> success;
            case DirectoryOutcome.AlreadyExists(String what) ->
                    refusal(409, "exists", "There is already " + article(what) + ".");
            case DirectoryOutcome.NotFound(String what) -> notFound(what);
            case DirectoryOutcome.Refused(String reason) -> refusal(409, "refused", reason);
        };
    }

    static Answer refusal(int status, String code, String message) {
        return json(status, JsonObject.builder().set("code", code).set("message", message).build());
    }

    private Answer with(String header, String value) {
        return new Answer(status, mediaType, content, Map.of(header, value));
    }

    private static String article(String what) {
        return ("aeiou".indexOf(what.charAt(0)) >= 0 ? "an " : "a ") + what;
    }
}
