package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.UidSet;
import org.posthorn.net.Listener;
import org.posthorn.net.transcript.Wire;

/// What is kept of messages may be as large as they are, so it is not kept of many at once.
@Timeout(60)
final class LargeBatchTest {
    private static final int OCTETS = 100_000;
    private static final int MESSAGES = 5;

    /// How many summaries each call asked for.
    private final List<Long> asked = new CopyOnWriteArrayList<>();

    private ImapTestServer server;
    private Listener listener;
    private Wire client;

    @BeforeEach
    void open() throws Exception {
        server = new ImapTestServer(List.of("INBOX with 0 messages"));
        listener = server.listenOver(TamperedStore.of(server.storage().store(), this::count));
        client = Wire.open(listener.port());
        server.prepare(client);
        String message = "Subject: large\r\n\r\n" + "0123456789".repeat(OCTETS / 10);
        for (int i = 0; i < MESSAGES; i++) {
            client.send("a APPEND INBOX {" + message.length() + "+}\r\n" + message + "\r\n");
            client.readUntil("a ", "a OK");
        }
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        listener.close();
        server.close();
    }

    private @Nullable Object count(
            Mailbox real, String method, Object[] arguments, Callable<Object> proceed)
            throws Exception {
        if (method.equals("summaries")) {
            asked.add(((UidSet) arguments[0]).count());
        }
        return proceed.call();
    }

    @Test
    void fetchOfContents_readsFewLargeMessagesAtOnce() throws Exception {
        client.sendLine("b FETCH 1:* BODY.PEEK[]<0.1>");
        client.readUntil("b ", "b OK");
        assertThat(asked).containsExactly(2L, 2L, 1L);
    }

    @Test
    void search_readsFewLargeMessagesAtOnce() throws Exception {
        client.sendLine("b SEARCH BODY absent");
        client.readUntil("b ", "b OK");
        assertThat(asked).containsExactly(2L, 2L, 1L);
    }
}
