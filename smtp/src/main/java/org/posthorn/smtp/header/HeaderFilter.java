package org.posthorn.smtp.header;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.posthorn.mailbox.store.IncomingBody;

/// Passes a message's header on without the fields that [HeaderRules] leave out, adds those that
/// they miss, and counts the others that they ask for. Holds no more of it than the beginning of a
/// line.
public final class HeaderFilter {
    /// Longer than any name that somebody asks for. Spaces between a name and its colon are of the
    /// obsolete grammar (RFC 5322 section 4.5), and hide no field.
    private static final int BEGINNING = 128;

    private final IncomingBody body;
    private final HeaderRules rules;
    private final byte[] beginning = new byte[BEGINNING];
    private final Map<String, Integer> counts = new HashMap<>();
    private int length;
    private boolean deciding = true;
    private boolean passing = true;
    private boolean done;

    public HeaderFilter(IncomingBody body, HeaderRules rules) {
        this.body = body;
        this.rules = rules;
    }

    /// Whether the header has ended.
    public boolean isDone() {
        return done;
    }

    /// How often there was a field up to here.
    ///
    /// @param name in lower case
    public int count(String name) {
        return counts.getOrDefault(name, 0);
    }

    /// Takes octets of the header.
    ///
    /// @return where the octets begin that are no longer header
    public int write(byte[] octets, int from, int to) {
        int i = from;
        while (i < to && !done) {
            if (deciding) {
                byte octet = octets[i++];
                beginning[length++] = octet;
                if (length == BEGINNING || octet == ':' || octet == '\n') {
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
        done = length == 2 && beginning[0] == '\r' && beginning[1] == '\n';
        boolean continued = beginning[0] == ' ' || beginning[0] == '\t';
        if (done) {
            passing = true;
            addMissing();
        } else if (!continued) {
            String name = name();
            passing = !rules.leavesOut(name);
            if (rules.counts(name)) {
                counts.merge(name, 1, Integer::sum);
            }
        }
        if (passing) {
            body.write(beginning, 0, length);
        }
        deciding = beginning[length - 1] == '\n';
        length = 0;
    }

    private String name() {
        String text = new String(beginning, 0, length, StandardCharsets.ISO_8859_1);
        int colon = text.indexOf(':');
        return (colon < 0 ? text : text.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
    }

    private void addMissing() {
        rules.required()
                .forEach((name, field) -> {
                    if (count(name) == 0) {
                        byte[] octets = field.getBytes(StandardCharsets.UTF_8);
                        body.write(octets, 0, octets.length);
                    }
                });
    }

    /// Passes on what it holds when the message ends inside its header.
    public void end() {
        if (done) {
            return;
        }
        if (length > 0) {
            decide();
        }
        // What comes behind a line that has not ended would belong to it.
        if (!done && deciding) {
            addMissing();
        }
    }
}
