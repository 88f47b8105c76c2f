package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.RowsFixture;

/// An empty database of its own, reached from two sides.
final class DerbyRowsFixture implements RowsFixture {
    private final Path directory;
    private final DerbyStorage storage;
    private final MailStorage other;

    DerbyRowsFixture() {
        this(OctetsPlace.SEGMENTS);
    }

    DerbyRowsFixture(OctetsPlace octets) {
        try {
            directory = Files.createTempDirectory("posthorn-rows");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        EmptyDatabase.copyTo(directory);
        storage = DerbyStorage.open(directory, octets);
        other = storage.another();
    }

    @Override
    public MailStorage one() {
        return storage.mail();
    }

    @Override
    public MailStorage other() {
        return other;
    }

    @Override
    public void close() {
        storage.close();
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
