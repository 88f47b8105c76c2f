package org.posthorn.mailbox.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.posthorn.mailbox.mime.ParsedMessage;
import org.posthorn.mailbox.mime.ParsedMessageCodec;

/// A message that is about to be stored, with what is computed of it once.
///
/// @param prologue whole header lines that are put on top of the body for good, known only when all
///   of it has come: `Received`, `Authentication-Results`
/// @param parsed of the body, without the prologue
public record ExaminedMessage(IncomingBody body, String prologue, ParsedMessage parsed) {

    /// The same message with these lines on top.
    ///
    /// @param lines whole header lines, each ended by CRLF
    public ExaminedMessage withPrologue(String lines) {
        return new ExaminedMessage(body, lines + prologue, parsed);
    }

    /// The lines on top, as they are stored.
    public byte[] prologueOctets() {
        return prologue.getBytes(StandardCharsets.UTF_8);
    }

    /// Its length with the prologue, in octets.
    public long sizeOctets() {
        return prologueOctets().length + body.size();
    }

    /// The octets that are stored, from the start.
    public InputStream open() {
        return prologue.isEmpty()
                ? body.open()
                : new SequenceInputStream(new ByteArrayInputStream(prologueOctets()), body.open());
    }

    /// All octets that are stored, of a message that fits the heap.
    ///
    /// @throws StoreException when there are not as many as it has said
    public byte[] octets() {
        try (InputStream in = open()) {
            byte[] octets = in.readNBytes(Math.toIntExact(sizeOctets()));
            if (octets.length < sizeOctets()) {
                throw new StoreException("an arriving message has become shorter");
            }
            return octets;
        } catch (IOException e) {
            throw new StoreException("cannot read an arriving message", e);
        }
    }

    /// Messages whose references begin with the same message-id share it, whatever order they
    /// arrive in; a message without any is a thread of its own.
    public ThreadId threadId(EmailId email) {
        return ThreadId.of(parsed.threadRoot(), email);
    }

    /// What is stored of what was computed.
    public byte[] encoded() {
        return ParsedMessageCodec.encode(parsed.withHeaderOnTop(prologueOctets().length));
    }
}
