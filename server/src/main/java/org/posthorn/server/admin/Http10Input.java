package org.posthorn.server.admin;

import io.helidon.common.buffers.DataReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a client sends, in which a first request of HTTP/1.0 reads as one of HTTP/1.1 that asks to
/// end the connection.
///
/// The two differ for us in nothing else: we answer with a length, never in chunks, and a server
/// tells its own version whatever the client's is (RFC 9110 section 6.2). A client that says
/// HTTP/1.0 after a first request of HTTP/1.1 is refused by Helidon.
final class Http10Input implements Supplier<byte @Nullable []> {
    /// Helidon's own bound for the first line is 4 KiB, for all fields 16 KiB.
    private static final int MAX_HEAD_OCTETS = 20 * 1024;

    private static final String END = "\r\n\r\n";
    private static final Pattern FIRST_LINE = Pattern.compile("\\A([^\r\n]*) HTTP/1\\.0\r\n");

    /// HTTP/1.0 has no Host, and its Connection is not ours to keep.
    private static final Pattern REPLACED_FIELDS =
            Pattern.compile("(?im)^(?:Host|Connection|Keep-Alive):[^\r\n]*\r\n");

    private final DataReader client;
    private boolean begun;

    private Http10Input(DataReader client) {
        this.client = client;
    }

    static DataReader over(DataReader client) {
        return DataReader.create(new Http10Input(client));
    }

    @Override
    public byte @Nullable [] get() {
        byte @Nullable [] octets = read();
        if (begun || octets == null) {
            return octets;
        }
        begun = true;
        String head = headFrom(octets);
        return FIRST_LINE.matcher(head).find() ? octets(asHttp11(head)) : octets(head);
    }

    /// Reads on until it is clear that the first line is none of HTTP/1.0, or all fields are there.
    private String headFrom(byte[] begin) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes(begin);
        String head = text(octets);
        while (octets.size() < MAX_HEAD_OCTETS && isIncomplete(head)) {
            byte @Nullable [] more = read();
            if (more == null) {
                break;
            }
            octets.writeBytes(more);
            head = text(octets);
        }
        return head;
    }

    private static boolean isIncomplete(String head) {
        return head.indexOf('\n') < 0 || (FIRST_LINE.matcher(head).find() && !head.contains(END));
    }

    private static String asHttp11(String head) {
        int end = head.indexOf(END);
        if (end < 0) {
            return head;
        }
        String fields = head.substring(head.indexOf('\n') + 1, end + 2);
        return FIRST_LINE
                        .matcher(head.substring(0, head.indexOf('\n') + 1))
                        .replaceAll("$1 HTTP/1.1\r\n")
                + "Host: localhost\r\nConnection: close\r\n"
                + REPLACED_FIELDS.matcher(fields).replaceAll("")
                + head.substring(end + 2);
    }

    /// @return null at the end
    private byte @Nullable [] read() {
        try {
            client.ensureAvailable();
        } catch (DataReader.InsufficientDataAvailableException _) {
            return null;
        }
        return client.readBytes(client.available());
    }

    /// Every octet is a character of its own, so that nothing is lost on the way back.
    private static String text(ByteArrayOutputStream octets) {
        return octets.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
