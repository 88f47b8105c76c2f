package org.posthorn.mailbox.change;

import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.mime.CorruptEncodingException;
import org.posthorn.mailbox.mime.ParsedMessage;
import org.posthorn.mailbox.mime.ParsedMessageCodec;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.StoreException;

/// What was computed of messages when they arrived.
final class Summaries {
    private final StoreParts parts;

    Summaries(StoreParts parts) {
        this.parts = parts;
    }

    Map<BodyId, byte[]> encoded(List<StoredMessage> messages) {
        return parts.cache()
                .parsed(
                        messages.stream().map(message -> message.row().body()).toList(),
                        missing -> parts.storage().octets().computed(missing));
    }

    /// What an older Posthorn has computed is computed anew.
    ParsedMessage decode(StoredMessage message, byte[] encoded) {
        var body = message.row().body();
        if (Reexamination.isOld(encoded)) {
            return new Reexamination(parts).of(body, message.bodyOctets());
        }
        try {
            return ParsedMessageCodec.decode(encoded);
        } catch (CorruptEncodingException e) {
            throw new StoreException("what was computed of " + body + " cannot be read", e);
        }
    }
}
