package org.posthorn.mailbox.change;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.body.PartedContent;
import org.posthorn.mailbox.inhand.Piece;
import org.posthorn.mailbox.mime.CorruptEncodingException;
import org.posthorn.mailbox.mime.MessageParser;
import org.posthorn.mailbox.mime.ParsedMessage;
import org.posthorn.mailbox.mime.ParsedMessageCodec;
import org.posthorn.mailbox.rows.BodyRows;
import org.posthorn.mailbox.rows.OpenBody;
import org.posthorn.mailbox.rows.PendingRows.Examined;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.StoreException;

/// Computes anew what an older Posthorn has computed of messages, one after the other, and goes on
/// after a restart where it was.
public final class Reexamination {
    private static final int SLICE = 50;

    private final StoreParts parts;

    /// Of the bodies of a store.
    public Reexamination(StoreParts parts) {
        this.parts = parts;
    }

    /// Does the next part of it.
    ///
    /// @return whether something is left
    boolean next() {
        var examined = parts.storage().reading(tx -> tx.pending().examined());
        boolean current = examined.version() == ParsedMessageCodec.VERSION;
        if (current && examined.upTo() == Long.MAX_VALUE) {
            return false;
        }
        long from = current ? examined.upTo() : 0;
        List<BodyRows.Size> bodies = parts.storage().reading(tx -> tx.bodies().after(from, SLICE));
        bodies.forEach(this::examine);
        long upTo = bodies.isEmpty() ? Long.MAX_VALUE : bodies.getLast().body().value();
        parts.storage()
                .inTransaction(tx -> {
                    tx.pending().setExamined(new Examined(ParsedMessageCodec.VERSION, upTo));
                    return true;
                });
        return !bodies.isEmpty();
    }

    private void examine(BodyRows.Size size) {
        var body = size.body();
        Map<BodyId, byte[]> found = parts.storage().octets().computed(List.of(body));
        byte[] encoded = found.get(body);
        var piece = Piece.stored(body.value());
        if (encoded == null || !isOld(encoded) || parts.inHand().isSetAside(piece)) {
            return;
        }
        try (var held = parts.inHand().take(piece)) {
            byte[] anew = ParsedMessageCodec.encode(of(body, size.octets()));
            held.well();
            parts.storage()
                    .inTransaction(tx -> {
                        tx.bodies().setParsed(body, anew);
                        return true;
                    });
        }
    }

    /// Whether another version has computed it.
    public static boolean isOld(byte[] encoded) {
        try {
            return ParsedMessageCodec.version(encoded) != ParsedMessageCodec.VERSION;
        } catch (CorruptEncodingException _) {
            return true;
        }
    }

    /// What is computed of a body now.
    ///
    /// @param octets its size
    public ParsedMessage of(BodyId body, long octets) {
        try (InputStream in = PartedContent.ofBody(open(body), octets).open(0)) {
            return MessageParser.parse(in);
        } catch (IOException e) {
            throw new StoreException("cannot read " + body, e);
        }
    }

    private OpenBody open(BodyId body) {
        return parts.storage()
                .octets()
                .open(body)
                .orElseThrow(() -> new StoreException(body + " is missing"));
    }
}
