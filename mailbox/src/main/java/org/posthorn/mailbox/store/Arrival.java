package org.posthorn.mailbox.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.posthorn.mailbox.mime.CorruptEncodingException;
import org.posthorn.mailbox.mime.MessageParser;
import org.posthorn.mailbox.mime.ParsedMessage;
import org.posthorn.mailbox.mime.ParsedMessageCodec;

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
            ParsedMessage message = MessageParser.parse(in);
            return new Arrival(
                    body,
                    ParsedMessageCodec.encode(message),
                    Optional.ofNullable(message.threadRoot()));
        } catch (IOException e) {
            throw new StoreException("cannot read an arriving message", e);
        }
    }

    static ParsedMessage decode(byte[] parsed) {
        try {
            return ParsedMessageCodec.decode(parsed);
        } catch (CorruptEncodingException e) {
            throw new StoreException("what was computed of a message cannot be read", e);
        }
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
