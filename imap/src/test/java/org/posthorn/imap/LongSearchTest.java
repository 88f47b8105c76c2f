package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.net.Listener;
import org.posthorn.net.transcript.Wire;

/// A search that does not end by itself: its store shows the same message again and again.
@Timeout(60)
final class LongSearchTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean enough;
    private ImapTestServer server;
    private Listener listener;

    @BeforeEach
    void open() throws Exception {
        server = new ImapTestServer(List.of("INBOX with 1 message"));
        listener = server.listenOver(TamperedStore.of(server.storage().store(), this::showForEver));
    }

    @AfterEach
    void close() {
        enough = true;
        listener.close();
        server.close();
    }

    @Test
    void clientThatLeaves_endsItsSearch_andNobodyElses() throws Exception {
        try (Wire other = Wire.open(listener.port())) {
            server.prepare(other);
            try (Wire client = searching()) {
                assertThat(client).isNotNull();
            }
            assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
            other.sendLine("b NOOP");
            other.readUntil("b ", "b OK");
        }
    }

    @Test
    void clientThatPipelinedAndLeaves_endsItsSearch() throws Exception {
        try (Wire client = searching()) {
            client.sendLine("b NOOP");
        }
        assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void clientThatHasClosedItsSendingHalf_getsItsAnswer() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
                var in =
                        new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            String commands =
                    """
                    1 LOGIN %s %s
                    2 SELECT INBOX
                    3 SEARCH BODY absent
                    4 LOGOUT
                    """
                            .formatted(ImapTestServer.LOGIN, ImapTestServer.PASSWORD);
            socket.getOutputStream().write(commands.replace("\n", "\r\n").getBytes(US_ASCII));
            socket.shutdownOutput();
            for (int told = 0; told < 3; ) {
                told += "* OK Still searching".equals(in.readLine()) ? 1 : 0;
            }
            enough = true;
            List<String> rest = in.lines().dropWhile(line -> line.contains("Still")).toList();
            assertThat(rest).hasSize(4);
            assertThat(rest.getFirst()).isEqualTo("* SEARCH");
            assertThat(rest.get(1)).startsWith("3 OK");
            assertThat(rest.getLast()).startsWith("4 OK");
        }
    }

    @Test
    void accountThatIsDisabled_endsItsSearch() throws Exception {
        try (Wire client = searching()) {
            server.when("the account is disabled");
            assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
            client.readUntil("* BYE", "* BYE");
        }
    }

    @Test
    void serverThatStops_endsTheSearch_beforeItsGraceIsOver() throws Exception {
        try (Wire client = searching()) {
            long start = System.nanoTime();
            listener.close(Duration.ofSeconds(30));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(15));
            client.readUntil("* BYE", "* BYE");
        }
    }

    private Wire searching() throws Exception {
        Wire client = Wire.open(listener.port());
        server.prepare(client);
        client.sendLine("a SEARCH BODY absent");
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        return client;
    }

    private @Nullable Object showForEver(
            Mailbox real, String method, Object[] arguments, Callable<Object> proceed)
            throws Exception {
        if (!method.equals("contents")) {
            return proceed.call();
        }
        @SuppressWarnings("unchecked") // The interface says so.
        var action = (BiConsumer<Uid, MessageContent>) arguments[1];
        show(real, action);
        return null;
    }

    private void show(Mailbox mailbox, BiConsumer<Uid, MessageContent> action) {
        Uid uid = mailbox.state().uid(0);
        try {
            while (!enough) {
                action.accept(uid, mailbox.content(uid).orElseThrow());
                begun.countDown();
            }
        } finally {
            over.countDown();
        }
    }
}
