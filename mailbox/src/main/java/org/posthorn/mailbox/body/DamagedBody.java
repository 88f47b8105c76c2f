package org.posthorn.mailbox.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.mailbox.mime.MessageParser;
import org.posthorn.mailbox.mime.ParsedMessageCodec;
import org.posthorn.mailbox.store.BodyId;

/// Words in place of octets that the disk has lost, as many as there were: clients were told how
/// many there are.
public final class DamagedBody {
    private static final System.Logger LOG = System.getLogger(DamagedBody.class.getName());

    private static final int LINE_OCTETS = 78;

    /// What one call gives of a long body.
    private static final int PART_OCTETS = 64 * 1024;

    /// A client that asks again and again must not fill the log.
    private static final Set<Long> LOGGED = ConcurrentHashMap.newKeySet();

    private static final int MOST_LOGGED = 10_000;

    private DamagedBody() {}

    private static boolean isKnown(BodyId body) {
        return LOGGED.size() >= MOST_LOGGED || !LOGGED.add(body.value());
    }

    /// All of a small body.
    public static byte[] whole(BodyId body, long size, Exception cause) {
        log(body, cause);
        return octets(message(body), 0, Math.toIntExact(size), size);
    }

    /// A part of a body of which the rest may be whole.
    public static byte[] part(BodyId body, int length, Exception cause) {
        log(body, cause);
        String text =
                "\r\n[A part of this message is damaged on the server's disk, and is lost (body "
                        + body.value()
                        + ").]\r\n\r\n";
        return octets(text, 0, length, length);
    }

    /// The octets of a body that is lost from an offset on, or some of them.
    public static byte[] from(BodyId body, long size, long offset, Exception cause) {
        if (offset == 0) {
            log(body, cause);
        }
        return octets(message(body), offset, (int) Math.min(PART_OCTETS, size - offset), size);
    }

    /// What is computed of such words.
    public static byte[] computed(BodyId body, long size) {
        byte[] octets = octets(message(body), 0, (int) Math.min(PART_OCTETS, size), size);
        try {
            return ParsedMessageCodec.encode(MessageParser.parse(new ByteArrayInputStream(octets)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Once for each, as long as they are few.
    public static void log(BodyId body, Exception cause) {
        if (isKnown(body)) {
            return;
        }
        LOG.log(
                System.Logger.Level.ERROR,
                () -> "body %d is damaged: %s".formatted(body.value(), cause.getMessage()));
    }

    private static String message(BodyId body) {
        return "Subject: [This message is damaged on the server's disk]\r\n"
                + "Content-Type: text/plain; charset=us-ascii\r\n"
                + "\r\n"
                + "This message is damaged on the server's disk, and is lost (body "
                + body.value()
                + ").\r\n";
    }

    /// The text and, behind it, lines of dots.
    private static byte[] octets(String text, long offset, int length, long size) {
        byte[] first = text.getBytes(StandardCharsets.US_ASCII);
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            long at = offset + i;
            octets[i] = at < first.length ? first[(int) at] : padding(at - first.length);
        }
        if (offset + length == size && length >= 2 && size > first.length + 1) {
            octets[length - 2] = '\r';
            octets[length - 1] = '\n';
        }
        return octets;
    }

    private static byte padding(long at) {
        int column = (int) (at % LINE_OCTETS);
        return switch (column) {
            case LINE_OCTETS - 2 -> '\r';
            case LINE_OCTETS - 1 -> '\n';
            default -> '.';
        };
    }
}
