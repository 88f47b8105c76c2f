package org.posthorn.mailbox.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.mime.BodyPart;
import org.posthorn.mailbox.mime.Envelope;
import org.posthorn.mailbox.mime.ParsedMessage;
import org.posthorn.mailbox.mime.PartHeader;

/// A message that is about to be stored, with what is computed of it once.
final class Arrival {
    private final IncomingBody body;
    private final byte[] parsed;
    private final Optional<String> threadRoot;

    private Arrival(IncomingBody body, byte[] parsed, Optional<String> threadRoot) {
        this.body = body;
        this.parsed = parsed;
        this.threadRoot = threadRoot;
    }

    static Arrival of(IncomingBody body) {
        try (InputStream in = body.open()) {
            // TODO: parse(in), when mime is there.
            in.read();
            return new Arrival(body, new byte[0], Optional.empty());
        } catch (IOException e) {
            throw new StoreException("cannot read an arriving message", e);
        }
    }

    static ParsedMessage decode(byte[] parsed) {
        var envelope =
                new Envelope(
                        null, null, List.of(), List.of(), List.of(), List.of(), List.of(),
                        List.of(), null, null);
        var header =
                new PartHeader(
                        "text", "plain", List.of(), null, null, "7bit", null, null, List.of(),
                        null);
        var root = new BodyPart.Leaf(header, new BodyPart.Extent(0, 0, parsed.length, 0));
        return new ParsedMessage(envelope, root, "");
    }

    IncomingBody body() {
        return body;
    }

    byte[] parsed() {
        return parsed;
    }

    /// Messages whose references begin with the same message-id share it, whatever order they
    /// arrive in: 64 bits of that id's hash. A message without any is a thread of its own.
    long threadId(long emailId) {
        return threadRoot.map(Arrival::hash).orElse(emailId);
    }

    private static long hash(String messageId) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(digest.digest(messageId.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
