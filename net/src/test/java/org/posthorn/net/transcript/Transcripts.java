package org.posthorn.net.transcript;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Makes a test of each transcript.
///
/// ```java
/// @TestFactory
/// Stream<DynamicTest> transcripts() {
///     return Transcripts.in(getClass(), "/transcripts", given -> new ImapTestServer(given));
/// }
/// ```
public final class Transcripts {
    private static final String SUFFIX = ".transcript";

    private Transcripts() {}

    /// A test for each transcript in `folder` and below, by name.
    ///
    /// @param folder a resource beside `test`, or absolute with a leading slash
    public static Stream<DynamicTest> in(Class<?> test, String folder, TranscriptHost host) {
        URL url = test.getResource(folder);
        if (url == null) {
            throw new IllegalArgumentException("no folder of transcripts: " + folder);
        }
        try (Stream<Path> files = Files.walk(Path.of(url.toURI()))) {
            List<Path> transcripts =
                    files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
            if (transcripts.isEmpty()) {
                throw new IllegalArgumentException("no transcripts in " + folder);
            }
            return transcripts.stream().map(file -> test(file, host));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static DynamicTest test(Path file, TranscriptHost host) {
        String fileName = String.valueOf(file.getFileName());
        String name = fileName.substring(0, fileName.length() - SUFFIX.length());
        return DynamicTest.dynamicTest(
                name, file.toUri(), () -> run(fileName, Files.readString(file), host));
    }

    /// Runs one transcript.
    ///
    /// @param name shown with the line of a deviation
    public static void run(String name, String text, TranscriptHost host) throws Exception {
        Transcript transcript = Transcript.parse(name, text);
        try (TranscriptHost.Server server = host.start(transcript.given());
                var run = new TranscriptRun(transcript, server)) {
            run.run();
        }
    }
}
