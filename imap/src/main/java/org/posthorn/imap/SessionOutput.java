package org.posthorn.imap;

import java.io.IOException;
import java.io.OutputStream;
import org.posthorn.imap.response.FetchWriter;
import org.posthorn.imap.response.Response;
import org.posthorn.imap.response.ResponseWriter;

/// What a session says, kept until it is flushed.
///
/// For one thread at a time; see [Announcer] for how two take turns.
final class SessionOutput {
    private final ResponseWriter writer;
    private boolean withinResponse;

    SessionOutput(OutputStream connection) {
        writer = new ResponseWriter(connection);
    }

    void write(Response response) throws IOException {
        withinResponse = true;
        writer.write(response);
        withinResponse = false;
    }

    /// Writes a FETCH response.
    void fetch(long sequenceNumber, FetchItems items) throws IOException {
        withinResponse = true;
        FetchWriter fetch = writer.fetch(sequenceNumber);
        items.write(fetch);
        fetch.end();
        withinResponse = false;
    }

    /// Writes the items of a FETCH response, at least one.
    @FunctionalInterface
    interface FetchItems {
        void write(FetchWriter fetch) throws IOException;
    }

    /// Whether writing a response has failed half way.
    boolean isWithinResponse() {
        return withinResponse;
    }

    void flush() throws IOException {
        writer.flush();
    }
}
