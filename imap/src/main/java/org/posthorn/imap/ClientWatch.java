package org.posthorn.imap;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.posthorn.imap.response.Response;
import org.posthorn.imap.response.Status;
import org.posthorn.imap.section.Progress;

/// Ends a command that takes long when nobody waits for it any more: the client has left, its
/// account is gone, or the server stops.
///
/// A client that has closed its sending half only, as `printf … | nc` does, gets its answers. What
/// it shares with one that is gone is the end of its input; what tells them apart is that a gone
/// one's system refuses what is sent to it. So behind the end of the input, and now and then where
/// there is no end of it to be seen, the client is told that the command goes on: an untagged OK,
/// which may come at any time (RFC 9051 section 7.1.1) and which keeps the connection alive too.
final class ClientWatch implements Progress {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long WORD_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long WORD_AFTER_END_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Session session;
    private final String word;
    private long lastLook = System.nanoTime();
    private long lastWord = lastLook;

    /// @param word what the client is told while it waits
    ClientWatch(Session session, String word) {
        this.session = session;
        this.word = word;
    }

    @Override
    public void goOn() throws IOException {
        long now = System.nanoTime();
        if (now - lastLook < LOOK_NANOS) {
            return;
        }
        boolean hasEnded = session.isInputAtEnd();
        if (now - lastWord >= (hasEnded ? WORD_AFTER_END_NANOS : WORD_NANOS)) {
            session.out().write(new Response.Untagged(Status.OK, word));
            session.out().flush();
            lastWord = System.nanoTime();
        }
        lastLook = System.nanoTime();
    }
}
