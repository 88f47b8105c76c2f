package org.posthorn.server.admin;

import io.helidon.json.JsonObject;
import org.posthorn.mailbox.check.CheckProgress;
import org.posthorn.mailbox.check.StoreCheck;

/// Begins a check of the store, and says how far it has come.
record Checks(StoreCheck check) {
    Answer start(Request request) {
        return check.start()
                ? Answer.json(202, json(check.progress()))
                : Answer.refusal(409, "refused", "A check is under way.");
    }

    Answer show(Request request) {
        return Answer.of(json(check.progress()));
    }

    private static JsonObject json(CheckProgress progress) {
        return JsonObject.builder()
                .set("running", progress.running())
                .set("phase", progress.phase())
                .set("checked", progress.checked())
                .set("findings", progress.findings())
                .setStrings("first", progress.first())
                .build();
    }
}
