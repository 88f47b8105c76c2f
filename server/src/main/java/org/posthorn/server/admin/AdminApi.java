package org.posthorn.server.admin;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.posthorn.mailbox.check.StoreCheck;
import org.posthorn.mailbox.deliverylog.DeliveryLog;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.login.Bans;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.routes.Routes;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.StoreHealth;
import org.posthorn.smtp.limits.SendingLimits;
import org.posthorn.smtp.route.Router;

/// Answers the admin shell, on 127.0.0.1.
public final class AdminApi implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /// An answer up to this is sent at once, a larger one bit by bit.
    private static final int WHOLE_OCTETS = 1 << 20;

    /// What the API speaks of.
    ///
    /// @param health asked at every `status`, like the listeners
    /// @param queue who works on it
    /// @param sending whose sending is paused
    /// @param bans who may not log in
    public record Subject(
            String version,
            Directory directory,
            Routes routes,
            Router router,
            MailStore store,
            OutboundQueue outbound,
            Supplier<StoreHealth> health,
            Supplier<List<ListenerStatus>> listeners,
            StoreCheck check,
            DeliveryLog deliveryLog,
            QueueControl queue,
            SendingLimits sending,
            Bans bans,
            PrometheusRegistry figures) {}

    private final WebServer web;

    private AdminApi(WebServer web) {
        this.web = web;
    }

    /// Listens, and writes the token that clients need into the data folder.
    ///
    /// @param port 0 for any free one
    /// @throws IOException when it cannot listen, or cannot write the token
    public static AdminApi open(int port, Path dataDirectory, Subject subject) throws IOException {
        List<Route> routes = new ArrayList<>(routes(subject));
        routes.addAll(routesOfQueue(subject));
        Routing routing = new Routing(routes, AdminToken.write(dataDirectory));
        WebServer web =
                WebServer.builder()
                        .name("admin")
                        .address(LOOPBACK)
                        .port(port)
                        .shutdownHook(false)
                        .shutdownGracePeriod(Duration.ofSeconds(2))
                        .maxPayloadSize(Request.MAX_READ_OCTETS)
                        .maxTcpConnections(64)
                        .featuresDiscoverServices(false)
                        .addConnectionSelector(new HttpSelector())
                        .directHandlers(AdminApi::outsideRoutes)
                        .routing(http ->
                                http.any((request, response) -> answer(routing, request, response)))
                        .build();
        bindOnce(port);
        web.start();
        if (!web.isRunning()) {
            throw new IOException("the HTTP server did not start");
        }
        return new AdminApi(web);
    }

    /// All requests that there are, but for those about the queue.
    private static List<Route> routes(Subject subject) {
        Directory directory = subject.directory();
        Health health = new Health(directory, subject.health(), subject.listeners());
        ServerStatus status =
                new ServerStatus(
                        subject.version(), Instant.now(), directory, health, subject.listeners());
        Domains domains = new Domains(directory);
        Accounts accounts = new Accounts(directory, subject.store());
        Aliases aliases = new Aliases(directory);
        RouteEntries entries = new RouteEntries(subject.routes());
        RouteExplanation explanation = new RouteExplanation(directory, subject.router());
        Checks checks = new Checks(subject.check());
        Traces traces = new Traces(subject.deliveryLog());
        Figures figures = new Figures(subject.figures());
        return List.of(
                Route.open("/health/live", health::live),
                Route.open("/health/ready", health::ready),
                Route.open("/metrics", figures::show),
                new Route("GET", "/v1/status", status::show),
                new Route("GET", "/v1/store/check", checks::show),
                new Route("POST", "/v1/store/check", checks::start),
                new Route("GET", "/v1/trace", traces::show),
                new Route("GET", "/v1/domains", domains::list),
                new Route("POST", "/v1/domains", domains::add),
                new Route("GET", "/v1/domains/{name}", domains::show),
                new Route("DELETE", "/v1/domains/{name}", domains::remove),
                new Route("GET", "/v1/accounts", accounts::list),
                new Route("POST", "/v1/accounts", accounts::add),
                new Route("GET", "/v1/accounts/{address}", accounts::show),
                new Route("DELETE", "/v1/accounts/{address}", accounts::remove),
                new Route("PUT", "/v1/accounts/{address}/password", accounts::setPassword),
                new Route("PUT", "/v1/accounts/{address}/enabled", accounts::setEnabled),
                new Route("GET", "/v1/aliases", aliases::list),
                new Route("POST", "/v1/aliases", aliases::add),
                new Route("DELETE", "/v1/aliases/{address}", aliases::remove),
                new Route("GET", "/v1/route", explanation::explain),
                new Route("GET", "/v1/routes", entries::list),
                new Route("POST", "/v1/routes/{kind}/{subject}", entries::add),
                new Route("PUT", "/v1/routes/{kind}/{subject}", entries::set),
                new Route("DELETE", "/v1/routes/{kind}/{subject}", entries::remove),
                new Route("POST", "/v1/routes/{kind}/{subject}/{property}", entries::addValues),
                new Route("PUT", "/v1/routes/{kind}/{subject}/{property}", entries::setValues),
                new Route(
                        "DELETE", "/v1/routes/{kind}/{subject}/{property}", entries::removeValue));
    }

    /// The requests about mail on its way out.
    private static List<Route> routesOfQueue(Subject subject) {
        OutboundQueue queue = subject.outbound();
        QueueEntries entries = new QueueEntries(queue, subject.deliveryLog());
        QueueActions actions = new QueueActions(queue, subject.queue(), subject.deliveryLog());
        QueueStats stats = new QueueStats(queue, subject.queue());
        SendingPauses pauses = new SendingPauses(subject.directory(), subject.sending());
        LoginBans bans = new LoginBans(subject.bans());
        return List.of(
                new Route("GET", "/v1/queue/entries", entries::list),
                new Route("GET", "/v1/queue/entries/{entry}", entries::show),
                new Route("GET", "/v1/queue/entries/{entry}/message", entries::export),
                new Route("GET", "/v1/queue/stats", stats::show),
                new Route("POST", "/v1/queue/retry", actions::retry),
                new Route("POST", "/v1/queue/hold", actions::hold),
                new Route("POST", "/v1/queue/release", actions::release),
                new Route("POST", "/v1/queue/remove", actions::remove),
                new Route("GET", "/v1/bans", bans::list),
                new Route("POST", "/v1/bans/lift", bans::lift),
                new Route("GET", "/v1/sending/paused", pauses::list),
                new Route("DELETE", "/v1/sending/paused/{address}", pauses::lift));
    }

    /// Helidon leaves it to a client that asked for the end of the connection to end it, but one of
    /// HTTP/1.0 waits for us (RFC 9110 section 7.6.1).
    private static void answer(Routing routing, ServerRequest request, ServerResponse response) {
        send(routing.answer(request), isHead(request), response);
        if (request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException("the client asked for it");
        }
    }

    private static boolean isHead(ServerRequest request) {
        return request.prologue().method().equals(Method.HEAD);
    }

    private static void send(Answer answer, boolean isHead, ServerResponse response) {
        response.status(answer.status()).header(HeaderValues.CACHE_NO_CACHE);
        answer.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        switch (answer.content()) {
            case Answer.Text(String text) -> {
                byte[] octets = text.getBytes(StandardCharsets.UTF_8);
                var content = new Answer.Octets(octets.length, new ByteArrayInputStream(octets));
                send(content, answer.mediaType(), isHead, response);
            }
            case Answer.Octets octets -> send(octets, answer.mediaType(), isHead, response);
        }
    }

    private static void send(
            Answer.Octets content, String mediaType, boolean isHead, ServerResponse response) {
        if (content.size() > 0) {
            response.header(HeaderNames.CONTENT_TYPE, mediaType);
        }
        try (InputStream octets = content.octets()) {
            if (content.size() <= WHOLE_OCTETS && !isHead) {
                response.send(octets.readAllBytes());
                return;
            }
            response.header(HeaderNames.CONTENT_LENGTH, Long.toString(content.size()));
            if (isHead) {
                response.send();
                return;
            }
            try (OutputStream to = response.outputStream()) {
                octets.transferTo(to);
            }
        } catch (IOException e) {
            throw new CloseConnectionException("the answer broke off", e);
        }
    }

    /// What Helidon refuses by itself, before there is a route, is told in the API's own form.
    private static void outsideRoutes(DirectHandlers.Builder handlers) {
        for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
            handlers.addHandler(
                    event,
                    (request, type, status, headers, message) ->
                            DirectHandler.TransportResponse.builder()
                                    .status(status)
                                    .headers(headers)
                                    .header(HeaderValues.CONTENT_TYPE_JSON)
                                    .keepAlive(false)
                                    .entity(outside(status).getBytes(StandardCharsets.UTF_8))
                                    .build());
        }
    }

    private static String outside(Status status) {
        Answer answer;
        if (status.code() == Status.REQUEST_ENTITY_TOO_LARGE_413.code()) {
            answer = Answer.tooLarge();
        } else {
            answer =
                    status.code() < 500
                            ? Answer.invalid("The request is not one of HTTP/1.0 or HTTP/1.1.")
                            : Answer.serverError();
        }
        return answer.content() instanceof Answer.Text(String text) ? text : "";
    }

    /// Helidon logs that a port is taken, and goes on as if it were not.
    private static void bindOnce(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(LOOPBACK, port));
        }
    }

    /// The port it listens on.
    public int port() {
        return web.port();
    }

    @Override
    public void close() {
        web.stop();
    }
}
