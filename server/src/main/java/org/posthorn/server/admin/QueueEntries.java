package org.posthorn.server.admin;

import io.helidon.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.deliverylog.DeliveryLog;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.OptionsText;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.smtp.queue.Words;

/// Requests that look at what waits in the queue.
record QueueEntries(OutboundQueue queue, DeliveryLog log) {
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    Answer list(Request request) throws InvalidRequestException {
        int most = request.queriedNumber("most", MOST).orElse(USUAL);
        QueueScan scan = QueueScan.of(request, queue, log);
        Instant now = queue.now();
        List<JsonObject> found = new ArrayList<>();
        String next = "";
        long last = 0;
        Optional<QueueEntry> entry = scan.following();
        while (entry.isPresent()) {
            if (found.size() == most) {
                next = scan.next(last);
                break;
            }
            found.add(json(entry.get(), now).build());
            last = entry.get().id().value();
            entry = scan.following();
        }
        return Answer.of(
                JsonObject.builder().setValues("entries", found).set("next", next).build());
    }

    Answer show(Request request) throws InvalidRequestException {
        String number = request.entryInPath();
        return find(number)
                .map(entry -> Answer.of(withDetails(entry, queue.now())))
                .orElseGet(() -> unknown(number));
    }

    /// The message as it would be sent.
    Answer export(Request request) throws InvalidRequestException {
        String number = request.entryInPath();
        return find(number)
                .map(entry -> Answer.octets(entry.envelope().sizeOctets(), queue.open(entry)))
                .orElseGet(() -> unknown(number));
    }

    private Optional<QueueEntry> find(String number) throws InvalidRequestException {
        if (!number.matches("[0-9]{1,18}")) {
            throw new InvalidRequestException(
                    "\"%s\" is not the number of a queue entry.".formatted(number));
        }
        return QueueScan.find(queue, Long.parseLong(number));
    }

    static Answer unknown(String number) {
        return Answer.notFound("queue entry " + number);
    }

    /// Whether somebody is at work on it.
    static boolean isLeased(QueueEntry entry, Instant now) {
        return entry.claimant().isPresent() && !entry.isHeld() && entry.due().isAfter(now);
    }

    private static JsonObject.Builder json(QueueEntry entry, Instant now) {
        JsonObject.Builder json =
                JsonObject.builder()
                        .set("entry", entry.id().value())
                        .set("id", entry.envelope().id())
                        .set("sender", entry.envelope().sender())
                        .set("recipient", entry.recipient())
                        .set("destination", entry.destination())
                        .set("state", state(entry, now))
                        .set("arrived", entry.envelope().arrived().toString())
                        .set("sizeOctets", entry.envelope().sizeOctets())
                        .set("attempts", entry.attempts());
        if (!entry.isHeld() && !isLeased(entry, now)) {
            json.set("due", entry.due().toString());
        }
        return json.set("reply", Words.said(entry)).set("maybeTaken", Words.isMaybeTaken(entry));
    }

    private static JsonObject withDetails(QueueEntry entry, Instant now) {
        JsonObject.Builder json = json(entry, now);
        if (isLeased(entry, now)) {
            json.set("node", entry.claimant().map(Claimant::node).orElse(""));
        }
        return json.set("delayTold", entry.delayTold())
                .set("options", OptionsText.of(entry.envelope().options(), entry.options()))
                .build();
    }

    private static String state(QueueEntry entry, Instant now) {
        if (entry.isHeld()) {
            return "held";
        }
        if (isLeased(entry, now)) {
            return "leased";
        }
        return entry.due().isAfter(now) ? "waiting" : "due";
    }
}
