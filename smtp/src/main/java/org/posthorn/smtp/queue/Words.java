package org.posthorn.smtp.queue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.smtp.relay.RemoteReply;

/// What is said of an entry, as text that the queue keeps, and back again.
final class Words {
    /// Stands before the reply of an entry that another server may have, until it is done.
    static final String MAYBE_TAKEN = "(an earlier attempt may have been taken) ";

    static final RemoteReply OWN_FAULT =
            new RemoteReply(451, "4.3.0", "an error here; it will be tried again");

    static final RemoteReply NEVER_TRIED =
            new RemoteReply(451, "4.4.1", "the destination could not be reached");

    private static final Pattern REPLY =
            Pattern.compile("([2-5][0-9]{2}) ([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?: (.*))?");

    private Words() {}

    static String kept(RemoteReply reply, boolean maybeTaken) {
        return (maybeTaken ? MAYBE_TAKEN : "") + reply;
    }

    static boolean isMaybeTaken(QueueEntry entry) {
        return entry.reply().startsWith(MAYBE_TAKEN);
    }

    /// What was said of an entry last.
    ///
    /// @param otherwise where nothing was said yet, or nothing that looks like a reply
    static RemoteReply last(QueueEntry entry, RemoteReply otherwise) {
        String text = entry.reply();
        String reply = isMaybeTaken(entry) ? text.substring(MAYBE_TAKEN.length()) : text;
        Matcher parts = REPLY.matcher(reply);
        if (parts.matches()) {
            String words = parts.group(3) == null ? "" : parts.group(3);
            return new RemoteReply(Integer.parseInt(parts.group(1)), parts.group(2), words);
        }
        return reply.isBlank()
                ? otherwise
                : new RemoteReply(otherwise.code(), otherwise.status(), reply);
    }

    /// Why an entry is given up (RFC 3463 section 3.5, X.4.7).
    static RemoteReply expired(RemoteReply last) {
        String text = "delivery time expired; the last answer was: " + last;
        return new RemoteReply(554, "5.4.7", text.substring(0, Math.min(500, text.length())));
    }
}
