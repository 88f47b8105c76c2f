package org.posthorn.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// A mail server that is measured, run as processes of its own with data in a directory of its own.
sealed interface Peer extends AutoCloseable permits PosthornPeer, DovecotPeer {
    String name();

    String version();

    /// Starts the server; returns how long it took until LMTP and IMAP greeted.
    Duration start() throws IOException;

    /// Stops the server, keeping its data; does nothing if it does not run.
    void stop();

    /// Makes the accounts known; the server is running.
    void createAccounts(List<Account> accounts) throws IOException;

    int lmtpPort();

    int imapsPort();

    int pop3sPort();

    /// Whether an account with its mail can be removed while the server runs.
    boolean canRemoveAccounts();

    /// Removes an account with all its mail; returns when that is done.
    void removeAccount(Account account) throws IOException;

    /// The folder of its mail and of all that it knows of it.
    Path data();

    /// The processes that the server consists of now.
    Stream<ProcessHandle> processes();

    /// What the server holds in a garbage-collected heap after a collection, if it has one.
    OptionalLong heapOctets() throws IOException;

    /// Stops the server for good.
    @Override
    void close();
}
