package org.posthorn.server.admin;

import io.helidon.json.JsonArray;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.directory.DirectoryOutcome;

/// What a request gets.
///
/// @param status an HTTP status
/// @param body nothing where there is nothing to say
record Answer(int status, @Nullable JsonValue body) {

    static Answer of(JsonValue body) {
        return new Answer(200, body);
    }

    static Answer list(List<JsonObject> values) {
        return of(JsonArray.create(values));
    }

    static Answer created(JsonValue body) {
        return new Answer(201, body);
    }

    static Answer done() {
        return new Answer(204, null);
    }

    static Answer invalid(String message) {
        return refusal(400, "invalid", message);
    }

    static Answer unauthorized() {
        return refusal(
                401,
                "unauthorized",
                "The token is missing or is not the one in the file admin-token of the running"
                        + " server's data folder.");
    }

    static Answer notFound(String what) {
        return refusal(404, "not-found", "There is no " + what + ".");
    }

    static Answer tooLarge() {
        return refusal(413, "invalid", "The request is too large.");
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
        return new Answer(
                status, JsonObject.builder().set("code", code).set("message", message).build());
    }

    private static String article(String what) {
        return ("aeiou".indexOf(what.charAt(0)) >= 0 ? "an " : "a ") + what;
    }
}
