package org.posthorn.smtp.receive;

import java.nio.charset.StandardCharsets;
import org.posthorn.mailbox.store.IncomingBody;

/// Passes a message's header on without its `Return-Path` fields, of which only ours may be there
/// (RFC 5321 section 4.4), and counts its `Received` fields. Holds no more of it than the beginning
/// of a line.
final class HeaderFilter {
    private static final String RETURN_PATH = "return-path:";
    private static final String RECEIVED = "received:";

    private final IncomingBody body;
    private final byte[] beginning = new byte[RETURN_PATH.length()];
    private int length;
    private boolean deciding = true;
    private boolean passing = true;
    private boolean done;
    private int hops;

    HeaderFilter(IncomingBody body) {
        this.body = body;
    }

    boolean isDone() {
        return done;
    }

    int hops() {
        return hops;
    }

    /// Takes octets of the header.
    ///
    /// @return where the octets begin that are no longer header
    int write(byte[] octets, int from, int to) {
        int i = from;
        while (i < to && !done) {
            if (deciding) {
                beginning[length++] = octets[i++];
                if (length == beginning.length || octets[i - 1] == '\n') {
                    decide();
                }
            } else {
                int end = endOfLine(octets, i, to);
                if (passing) {
                    body.write(octets, i, end - i);
                }
                deciding = octets[end - 1] == '\n';
                i = end;
            }
        }
        return i;
    }

    private static int endOfLine(byte[] octets, int from, int to) {
        int i = from;
        while (i < to && octets[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, to);
    }

    private void decide() {
        boolean continued = beginning[0] == ' ' || beginning[0] == '\t';
        if (!continued) {
            passing = !begins(RETURN_PATH);
            if (begins(RECEIVED)) {
                hops++;
            }
        }
        if (passing) {
            body.write(beginning, 0, length);
        }
        deciding = beginning[length - 1] == '\n';
        done = length == 2 && beginning[0] == '\r';
        length = 0;
    }

    private boolean begins(String name) {
        return length >= name.length()
                && new String(beginning, 0, name.length(), StandardCharsets.ISO_8859_1)
                        .equalsIgnoreCase(name);
    }

    /// Passes on what it holds when the message ends inside its header.
    void end() {
        if (!done && length > 0) {
            decide();
        }
    }
}
