package org.posthorn.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Posthorn that relays: with its defaults, and two relays, the sink for everything elsewhere and
/// the host that does not answer for its domain.
///
/// It takes mail for both domains from strangers, as the server in front of others does (a
/// `domain-relay`); so nobody needs to be on a list of networks. All that the bench expects of an
/// administrator stands in `configure` and `retryNow`.
final class PosthornRelay implements RelayPeer {
    private final PosthornPeer peer;
    private final NextHops nextHops;

    /// @param launcher the script that starts Posthorn
    PosthornRelay(Path launcher, Path directory, NextHops nextHops) {
        this.peer = new PosthornPeer(launcher, directory);
        this.nextHops = nextHops;
    }

    @Override
    public String name() {
        return peer.name();
    }

    @Override
    public String version() {
        return peer.version();
    }

    @Override
    public Duration start() throws IOException {
        return peer.start();
    }

    @Override
    public void stop() {
        peer.stop();
    }

    @Override
    public void close() {
        peer.close();
    }

    @Override
    public Path data() {
        return peer.data();
    }

    @Override
    public Stream<ProcessHandle> processes() {
        return peer.processes();
    }

    @Override
    public OptionalLong heapOctets() throws IOException {
        return peer.heapOctets();
    }

    @Override
    public int smtpPort() {
        return peer.smtpPort();
    }

    @Override
    public int submissionsPort() {
        return peer.submissionsPort();
    }

    @Override
    public void createAccounts(List<Account> accounts) throws IOException {
        peer.createAccounts(accounts);
        configure();
    }

    private void configure() throws IOException {
        relay("sink", nextHops.sinkPort());
        relay("dead", nextHops.deadPort());
        route("relay-use/default", "\"relay\":\"sink\"");
        route("domain-relay/" + Consignment.SINK_DOMAIN, "\"relay\":\"sink\"");
        route("domain-relay/" + Consignment.DEAD_DOMAIN, "\"relay\":\"dead\"");
    }

    private void relay(String name, int port) throws IOException {
        route(
                "relay/" + name,
                "\"host\":\"[127.0.0.1]\",\"port\":\"%d\",\"tls\":\"never\"".formatted(port));
    }

    private void route(String entry, String properties) throws IOException {
        peer.ask("POST", "/v1/routes/" + entry, "{\"properties\":{" + properties + "}}");
    }

    @Override
    public void retryNow() throws IOException {
        peer.ask("POST", "/v1/queue/retry?all=true&most=1000", "{}");
    }
}
