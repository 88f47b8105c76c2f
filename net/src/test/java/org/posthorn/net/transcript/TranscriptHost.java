package org.posthorn.net.transcript;

import java.io.IOException;
import java.util.List;

/// What a protocol brings to have its transcripts run.
@FunctionalInterface
public interface TranscriptHost {
    /// Starts a server for one transcript.
    ///
    /// @param given what stands after `given`, line by line; a line that is not understood is an
    ///   `IllegalArgumentException`
    Server start(List<String> given) throws Exception;

    /// A running server on the loopback interface.
    interface Server extends AutoCloseable {
        int port();

        @Override
        void close() throws IOException;

        /// Brings a new connection to where the transcript begins, such as past greeting and login.
        default void prepare(Wire wire) throws IOException {}

        /// Makes happen what stands after `when`, and returns when it has.
        default void when(String event) throws Exception {
            throw new IllegalArgumentException("not understood: when " + event);
        }

        /// A line came from the server.
        default void heard(String line) {}
    }
}
