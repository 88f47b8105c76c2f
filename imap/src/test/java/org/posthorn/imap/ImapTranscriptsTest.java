package org.posthorn.imap;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.posthorn.net.transcript.Transcripts;

final class ImapTranscriptsTest {
    @TestFactory
    Stream<DynamicTest> transcripts() {
        return Transcripts.in(getClass(), "/transcripts", ImapTestServer::new);
    }
}
