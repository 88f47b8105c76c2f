package org.posthorn.server.admin;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.store.MailStore;

/// Answers the admin shell, on 127.0.0.1.
public final class AdminApi implements AutoCloseable {
    private static final Logger LOG = System.getLogger(AdminApi.class.getName());

    /// What the API speaks of.
    ///
    /// @param listeners asked at every `status`
    public record Subject(
            String version,
            Directory directory,
            MailStore store,
            Supplier<List<ListenerStatus>> listeners) {}

    private final WebServer web;

    private AdminApi(WebServer web) {
        this.web = web;
    }

    /// Listens, and writes the token that clients need into the data folder.
    ///
    /// @param port 0 for any free one
    /// @throws IOException when it cannot listen, or cannot write the token
    public static AdminApi open(int port, Path dataDirectory, Subject subject) throws IOException {
        AdminToken token = AdminToken.write(dataDirectory);
        WebServer web =
                WebServer.builder()
                        .name("admin")
                        .address(InetAddress.ofLiteral("127.0.0.1"))
                        .port(port)
                        .shutdownHook(false)
                        .shutdownGracePeriod(Duration.ofSeconds(2))
                        .maxPayloadSize(Request.MAX_BODY_OCTETS)
                        .maxTcpConnections(64)
                        .featuresDiscoverServices(false)
                        .directHandlers(AdminApi::outsideRoutes)
                        .routing(routes -> routes(routes, token, subject))
                        .build();
        try {
            web.start();
        } catch (RuntimeException e) {
            throw cause(e);
        }
        return new AdminApi(web);
    }

    /// All requests that there are.
    private static void routes(HttpRouting.Builder routes, AdminToken token, Subject subject) {
        Directory directory = subject.directory();
        ServerStatus status =
                new ServerStatus(subject.version(), Instant.now(), directory, subject.listeners());
        Domains domains = new Domains(directory);
        Accounts accounts = new Accounts(directory, subject.store());
        Aliases aliases = new Aliases(directory);
        routes.addFilter((chain, request, response) -> guard(token, chain, request, response))
                .get("/v1/status", handler(status::show))
                .get("/v1/domains", handler(domains::list))
                .post("/v1/domains", handler(domains::add))
                .get("/v1/domains/{name}", handler(domains::show))
                .delete("/v1/domains/{name}", handler(domains::remove))
                .get("/v1/accounts", handler(accounts::list))
                .post("/v1/accounts", handler(accounts::add))
                .get("/v1/accounts/{address}", handler(accounts::show))
                .delete("/v1/accounts/{address}", handler(accounts::remove))
                .put("/v1/accounts/{address}/password", handler(accounts::setPassword))
                .put("/v1/accounts/{address}/enabled", handler(accounts::setEnabled))
                .get("/v1/aliases", handler(aliases::list))
                .post("/v1/aliases", handler(aliases::add))
                .delete("/v1/aliases/{address}", handler(aliases::remove))
                .any(handler(_ -> Answer.notFound("such request")));
    }

    private static void guard(
            AdminToken token, FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (token.isIn(request.headers().first(HeaderNames.AUTHORIZATION))) {
            chain.proceed();
        } else {
            response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
            send(Answer.unauthorized(), response);
        }
    }

    private static Handler handler(Action action) {
        return (request, response) -> send(answer(action, request), response);
    }

    private static Answer answer(Action action, ServerRequest request) {
        try {
            return action.answer(new Request(request));
        } catch (InvalidRequestException e) {
            return Answer.invalid(e.sentence());
        } catch (RuntimeException e) {
            // Without the query: the request's line is enough to know what failed.
            LOG.log(
                    Level.ERROR,
                    request.prologue().method() + " " + request.path().rawPath() + " failed",
                    e);
            return Answer.serverError();
        }
    }

    private static void send(Answer answer, ServerResponse response) {
        response.status(answer.status()).header(HeaderValues.CACHE_NO_CACHE);
        if (answer.body() == null) {
            response.send();
        } else {
            response.header(HeaderValues.CONTENT_TYPE_JSON);
            response.send(octets(answer));
        }
    }

    private static byte[] octets(Answer answer) {
        return String.valueOf(answer.body()).getBytes(StandardCharsets.UTF_8);
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
                                    .entity(octets(outside(status)))
                                    .build());
        }
    }

    private static Answer outside(Status status) {
        if (status.code() == Status.REQUEST_ENTITY_TOO_LARGE_413.code()) {
            return Answer.tooLarge();
        }
        return status.code() < 500
                ? Answer.invalid("The request is not one of HTTP/1.1.")
                : Answer.serverError();
    }

    private static IOException cause(RuntimeException failure) {
        for (@Nullable Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof IOException io) {
                return io;
            }
        }
        throw failure;
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
