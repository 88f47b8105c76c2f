package org.posthorn.mailbox.body;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.posthorn.mailbox.budget.Holding;
import org.posthorn.mailbox.budget.WorkBudget;
import org.posthorn.mailbox.rows.Spool;

/// A file of its own for an arriving body that a database is going to have.
public final class FileSpool implements Spool {
    private static final int BUFFER_OCTETS = WorkBudget.FREE_OCTETS;

    private final Path file;
    private final OutputStream out;

    private FileSpool(Path file) throws IOException {
        this.file = file;
        this.out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_OCTETS);
    }

    /// Makes files in a folder.
    public static Spools in(Path folder) {
        return holding -> begin(folder, holding);
    }

    private static Spool begin(Path folder, Holding holding) throws IOException {
        var spool = new FileSpool(Files.createTempFile(folder, "body", ".eml"));
        holding.keepInHeap(BUFFER_OCTETS);
        return spool;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        out.write(octets, offset, length);
    }

    @Override
    public InputStream open() throws IOException {
        out.flush();
        return Files.newInputStream(file);
    }

    /// The file is deleted even when its last octets cannot be written any more.
    @Override
    public void close() throws IOException {
        try (var _ = out) {
            Files.deleteIfExists(file);
        }
    }
}
