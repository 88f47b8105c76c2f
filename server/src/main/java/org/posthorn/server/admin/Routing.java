package org.posthorn.server.admin;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.posthorn.mailbox.log.FailureLog;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.StoreFullException;

/// All kinds of requests, and who may make them.
record Routing(List<Route> routes, AdminToken token) {
    private static final Logger LOG = System.getLogger(Routing.class.getName());
    private static final FailureLog FAILURES = new FailureLog(LOG);

    /// HEAD is answered like GET (RFC 9110 section 9.3.2); that no text follows is the caller's.
    Answer answer(ServerRequest request) {
        String method = request.prologue().method().text();
        String path = request.path().rawPath();
        List<Route> known = routes.stream().filter(route -> route.match(path).isPresent()).toList();
        if (known.stream().noneMatch(Route::open)
                && !token.isIn(request.headers().first(HeaderNames.AUTHORIZATION))) {
            return Answer.unauthorized();
        }
        if (known.isEmpty()) {
            return Answer.notFound("request " + method + " " + path);
        }
        String asked = method.equals("HEAD") ? "GET" : method;
        Optional<Route> route =
                known.stream().filter(each -> each.method().equals(asked)).findFirst();
        return route.isPresent()
                ? answer(route.get(), path, request)
                : Answer.methodNotAllowed(method, allowed(known));
    }

    private static Answer answer(Route route, String path, ServerRequest request) {
        try {
            Map<String, String> parts = route.match(path).orElse(Map.of());
            return route.action().answer(new Request(request, parts));
        } catch (TooLargeRequestException _) {
            return Answer.tooLarge();
        } catch (InvalidRequestException e) {
            return Answer.invalid(e.sentence());
        } catch (StoreFullException e) {
            FAILURES.failed(Level.WARNING, "a request of the admin API", e);
            return Answer.unavailable("The disk of the data folder is full; nothing was changed.");
        } catch (StoreException e) {
            FAILURES.failed(Level.ERROR, "a request of the admin API", e);
            return Answer.unavailable(
                    "The store could not do that, and nothing was changed; the server's log says why.");
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, route.method() + " " + path + " failed", e);
            return Answer.serverError();
        }
    }

    private static String allowed(List<Route> routes) {
        var methods = new TreeSet<String>();
        for (Route route : routes) {
            methods.add(route.method());
            if (route.method().equals("GET")) {
                methods.add("HEAD");
            }
        }
        return String.join(", ", methods);
    }
}
