package org.posthorn.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Posthorn that relays: with its defaults, a relay that all foreign mail goes through, another for
/// one domain, and this machine among the networks that need no login.
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
        relay("sink", nextHops.sinkPort());
        relay("dead", nextHops.deadPort());
        peer.ask("POST", "/v1/routes", "{\"match\":\"*\",\"relay\":\"sink\"}");
        peer.ask(
                "POST",
                "/v1/routes",
                "{\"match\":\"" + Consignment.DEAD_DOMAIN + "\",\"relay\":\"dead\"}");
    }

    private void relay(String name, int port) throws IOException {
        peer.ask(
                "POST",
                "/v1/relays",
                "{\"name\":\"%s\",\"host\":\"127.0.0.1\",\"port\":%d}".formatted(name, port));
    }

    @Override
    public void retryNow() throws IOException {
        peer.ask("POST", "/v1/queue/retry", "{}");
    }
}
