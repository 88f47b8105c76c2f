package org.posthorn.imap;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.posthorn.imap.MailboxView.Updates;
import org.posthorn.imap.response.Response;
import org.posthorn.imap.response.ResponseCode;
import org.posthorn.imap.response.Status;
import org.posthorn.mailbox.store.MessageRow;

/// Tells a client what happened in its mailbox: after each command, and while it idles.
///
/// While the client idles, its session's thread waits for `DONE`, and a short thread that a commit
/// starts writes the news. Only while the session's thread waits do others write, under the lock. A
/// commit never waits for a client: it leaves a mark and goes on, and commits that come while the
/// news are being written share the next ones.
final class Announcer {
    private static final System.Logger LOG = System.getLogger(Announcer.class.getName());
    private static final long LONGEST_WRITE_SECONDS = 10;

    private final Session session;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean woken = new AtomicBoolean();
    private boolean waiting;
    private volatile boolean idling;

    Announcer(Session session) {
        this.session = session;
    }

    /// Writes what the client has not been told; nothing of a mailbox that is deleted, which its
    /// session leaves once the command is answered.
    ///
    /// @param withExpunges whether the command permits them (RFC 9051 section 7.5.1)
    void announce(Selected selected, boolean withExpunges) throws IOException {
        MailboxView view = selected.view();
        Updates updates = view.update(withExpunges);
        if (selected.mailbox().isDeleted()) {
            return;
        }
        SessionOutput out = session.out();
        for (int number : updates.expunged()) {
            out.write(new Response.Expunge(number));
        }
        if (updates.grown()) {
            out.write(new Response.Exists(view.size()));
            out.write(new Response.Recent(view.recentCount()));
        }
        for (int index : updates.changed()) {
            flags(view, index + 1, view.known().row(index), false);
        }
    }

    /// Writes a message's flags; before a keyword that is new in the mailbox, what flags there are.
    void flags(MailboxView view, int number, MessageRow row, boolean withUid) throws IOException {
        announceKeywords(view, row);
        boolean withModSequence = session.speaksModSequences();
        session.out()
                .fetch(
                        number,
                        fetch -> {
                            if (withUid || withModSequence) {
                                fetch.uid(row.uid());
                            }
                            fetch.flags(row.flags(), view.isRecent(row.uid()));
                            if (withModSequence) {
                                fetch.modSeq(row.modSequence());
                            }
                        });
    }

    /// See [#flags].
    void announceKeywords(MailboxView view, MessageRow row) throws IOException {
        if (row.flags().keywords().isEmpty() || !view.define(row.flags())) {
            return;
        }
        SessionOutput out = session.out();
        out.write(new Response.FlagsDefined(view.definedFlags()));
        if (!view.isReadOnly()) {
            var permanent = new ResponseCode.PermanentFlags(view.definedFlags(), true);
            out.write(new Response.Untagged(Status.OK, permanent, "The flags that stay"));
        }
    }

    /// From now on the client may be told that the session ends.
    void startWaiting() {
        lock.lock();
        try {
            waiting = true;
        } finally {
            lock.unlock();
        }
    }

    /// After this the output belongs to the session's thread alone.
    void stopWaiting() throws IOException {
        if (!isLockedInTime()) {
            throw new IOException("the client does not read");
        }
        try {
            waiting = false;
            idling = false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isLockedInTime() throws IOException {
        try {
            return lock.tryLock(LONGEST_WRITE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting", e);
        }
    }

    /// From now on news are written when they happen; those of before are written now.
    void startIdling() throws IOException {
        lock.lock();
        try {
            waiting = true;
            idling = true;
            announceIfSelected();
            session.out().flush();
        } finally {
            lock.unlock();
        }
    }

    /// Ends the session: at once if the client is silent, else when its command is answered.
    void end(String farewell) {
        lock.lock();
        try {
            if (waiting) {
                session.endWhileWaiting(farewell);
            } else {
                session.endAfterReply(farewell);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Called at each commit, on the committing thread.
    void wake() {
        if (idling && woken.compareAndSet(false, true)) {
            Thread.startVirtualThread(this::announceWhileIdling);
        }
    }

    private void announceWhileIdling() {
        lock.lock();
        try {
            woken.set(false);
            if (idling) {
                announceIfSelected();
                session.out().flush();
            }
        } catch (SessionEndException e) {
            session.endWhileWaiting(e.farewell());
        } catch (IOException e) {
            session.endWhileWaiting(null);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "news could not be told", e);
            session.endWhileWaiting("The server has failed");
        } finally {
            lock.unlock();
        }
    }

    private void announceIfSelected() throws IOException {
        session.endIfMailboxIsGone();
        if (session.state() instanceof Selected selected) {
            announce(selected, true);
        }
    }
}
