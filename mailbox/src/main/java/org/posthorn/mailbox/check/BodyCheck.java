package org.posthorn.mailbox.check;

import java.util.List;
import org.posthorn.mailbox.mime.CorruptEncodingException;
import org.posthorn.mailbox.mime.ParsedMessageCodec;
import org.posthorn.mailbox.rows.BodyRows;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.store.BodyId;

/// Reads the octets of every body, and what was computed of it.
final class BodyCheck {
    private static final int SLICE = 50;

    private final MailStorage storage;
    private final Findings findings;

    BodyCheck(MailStorage storage, Findings findings) {
        this.storage = storage;
        this.findings = findings;
    }

    void run() {
        findings.begin("bodies");
        List<BodyRows.Size> some = after(0);
        while (!some.isEmpty() && !findings.isOver()) {
            some.forEach(this::check);
            findings.checked(some.size());
            some = after(some.getLast().body().value());
        }
    }

    private List<BodyRows.Size> after(long id) {
        return storage.reading(tx -> tx.bodies().after(id, SLICE));
    }

    private void check(BodyRows.Size size) {
        BodyId body = size.body();
        var flaw = storage.octets().flaw(body);
        if (flaw.isPresent()) {
            find(size, flaw.get());
            return;
        }
        byte[] computed = storage.octets().computed(List.of(body)).get(body);
        if (computed == null) {
            return;
        }
        try {
            if (ParsedMessageCodec.version(computed) == ParsedMessageCodec.VERSION) {
                ParsedMessageCodec.decode(computed);
            }
        } catch (CorruptEncodingException e) {
            find(size, "what was computed of it cannot be read: " + e.getMessage());
        }
    }

    /// One that was deleted meanwhile has no flaw.
    private void find(BodyRows.Size size, String flaw) {
        List<BodyRows.Size> now =
                storage.reading(tx -> tx.bodies().after(size.body().value() - 1, 1));
        if (!now.isEmpty() && now.getFirst().body().equals(size.body())) {
            findings.found(
                    "body %d, %d octets: %s".formatted(size.body().value(), size.octets(), flaw));
        }
    }
}
