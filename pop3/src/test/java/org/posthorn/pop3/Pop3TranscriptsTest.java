package org.posthorn.pop3;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.posthorn.net.transcript.Transcripts;

final class Pop3TranscriptsTest {
    @TestFactory
    Stream<DynamicTest> transcripts() {
        return Transcripts.in(getClass(), "/transcripts", Pop3TestServer::new);
    }
}
