package org.posthorn.server.admin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.directory.AccountDirectory;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.DirectoryRows;
import org.posthorn.mailbox.directory.DirectoryStorage;
import org.posthorn.mailbox.directory.DirectoryTransaction;
import org.posthorn.mailbox.directory.ScramVerifier;
import org.posthorn.mailbox.login.Bans;
import org.posthorn.mailbox.login.LoginSettings;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.StoreFullException;
import org.posthorn.mailbox.store.StoreHealth;

/// What the server tells of itself while it is well, and while its store is not.
final class AdminHealthTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final StoreHealth WELL = new StoreHealth(5L << 30, true);

    @TempDir private Path data;
    private final Mail storage = Mail.inMemory();
    private volatile StoreHealth health = WELL;
    private volatile boolean accepting = true;
    private @Nullable AdminApi api;
    private String token = "";

    /// Where every read and every change ends alike.
    private record Troubled(Runnable trouble) implements DirectoryStorage {
        @Override
        public <T> T read(Function<DirectoryRows, T> query) {
            trouble.run();
            throw new IllegalStateException("no trouble");
        }

        @Override
        public <T> T change(Function<DirectoryTransaction, T> change) {
            trouble.run();
            throw new IllegalStateException("no trouble");
        }
    }

    private void open(Directory directory) throws IOException {
        api =
                AdminApi.open(
                        0,
                        data,
                        new AdminApi.Subject(
                                "1.2.3",
                                directory,
                                storage.routes(),
                                TestRouter.over(storage, directory),
                                storage.store(),
                                storage.outbound(),
                                () -> health,
                                () ->
                                        List.of(
                                                new ListenerStatus(
                                                        "imap",
                                                        "*",
                                                        2143,
                                                        "starttls",
                                                        accepting,
                                                        3)),
                                storage.check(),
                                storage.deliveryLog(),
                                new FakeQueueControl(),
                                TestLimits.none(),
                                new Bans(LoginSettings.DEFAULT, new PrometheusRegistry()),
                                new PrometheusRegistry()));
        token = Files.readString(data.resolve("admin-token")).strip();
    }

    private void openOver(Runnable trouble) throws IOException {
        open(new AccountDirectory(new Troubled(trouble), ScramVerifier.MIN_ITERATIONS));
    }

    @AfterEach
    void stop() {
        requireNonNull(api).close();
        storage.close();
    }

    @Test
    void serverThatDoesItsWork_isLiveAndReady() throws Exception {
        open(storage.directory());
        assertThat(ask("/health/live").body()).isEqualTo("{\"live\":true}");
        HttpResponse<String> ready = ask("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("{\"ready\":true,\"problems\":[]}");
    }

    @Test
    void fullDisk_isLiveAndNotReadyAndInTheStatus() throws Exception {
        open(storage.directory());
        health = new StoreHealth(77L << 20, false);
        assertThat(ask("/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = ask("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
                .isEqualTo(
                        "{\"ready\":false,\"problems\":"
                                + "[\"the disk is full: 77 MiB are left, so no mail is taken\"]}");

        assertThat(ask("/v1/status").body())
                .contains("\"store\":{\"takesMail\":false,\"usableOctets\":80740352}")
                .contains("\"domains\":0");
    }

    @Test
    void listenerThatDoesNotAccept_isNamed() throws Exception {
        open(storage.directory());
        accepting = false;
        HttpResponse<String> ready = ask("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("the listener imap does not accept connections");
    }

    @Test
    void storeThatCannotBeRead_leavesAStatusFromMemory() throws Exception {
        openOver(() -> {
            throw new StoreException("the disk is broken");
        });
        String problem = "[\"the store cannot be read: the disk is broken\"]";
        assertThat(ask("/health/ready").body()).contains(problem);
        HttpResponse<String> status = ask("/v1/status");
        assertThat(status.statusCode()).isEqualTo(200);
        assertThat(status.body())
                .contains("\"problems\":" + problem, "\"version\":\"1.2.3\"", "\"name\":\"imap\"")
                .doesNotContain("\"domains\"");
    }

    @Test
    void storeThatHangs_isNotReadyInBoundedTime() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger reads = new AtomicInteger();
        openOver(() -> {
            reads.incrementAndGet();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            assertThat(ask("/health/ready").body()).contains("has not answered within 3 s");
            assertThat(ask("/v1/status").statusCode()).isEqualTo(200);
            assertThat(ask("/health/live").statusCode()).isEqualTo(200);
            assertThat(reads).hasValue(1);
        } finally {
            end.countDown();
        }
    }

    @Test
    void changeOnAFullDisk_isUnavailable() throws Exception {
        openOver(() -> {
            throw new StoreFullException("the disk is full");
        });
        HttpResponse<String> refused = ask("/v1/domains");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).startsWith("{\"code\":\"unavailable\",");
    }

    private HttpResponse<String> ask(String path) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + requireNonNull(api).port() + path));
        if (path.startsWith("/v1/")) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
