package org.posthorn.mailbox.directory;

/// Somebody who wants to know of an [AccountChange], until this is closed.
public interface AccountWatch extends AutoCloseable {
    @Override
    void close();
}
