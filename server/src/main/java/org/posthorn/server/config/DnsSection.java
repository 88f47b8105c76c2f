package org.posthorn.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.smtp.relay.DnsSettings;

/// The keys of [DnsSettings].
final class DnsSection {
    private static final int PORT = 53;

    /// `192.0.2.53`, `192.0.2.53:5353`, `[2001:db8::53]:53`; names cannot be looked up before this.
    private static final Pattern SERVER =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([0-9.]+))(?::([0-9]{1,5}))?");

    private static final Setting<String> SERVERS =
            new Setting<>(
                    "dns.servers",
                    new Kind.Text(
                            "IP addresses of name servers with or without a port, separated by"
                                    + " spaces, such as 192.0.2.53 or [2001:db8::53]:53",
                            DnsSection::areServers),
                    "",
                    "The name servers to ask for other servers' addresses. Empty: those of this machine.");

    private static final Setting<Duration> TIMEOUT =
            new Setting<>(
                    "dns.timeout",
                    new Kind.TimeSpan(Duration.ofMillis(100), Duration.ofMinutes(1)),
                    Duration.ofSeconds(5),
                    "How long a name server may take for an answer. It is asked twice.");

    private static final Setting<Boolean> IPV6 =
            new Setting<>(
                    "dns.ipv6",
                    new Kind.YesOrNo(),
                    true,
                    "Whether other servers are reached at their IPv6 addresses, too.");

    private static final Setting<Boolean> LOCAL_ADDRESSES =
            new Setting<>(
                    "dns.local-addresses",
                    new Kind.YesOrNo(),
                    false,
                    """
                    Whether mail is sent to addresses of this machine, such as 127.0.0.1, if a name server says that \
                    a domain is there. Anybody can let a domain point there.\
                    """);

    static final Section SECTION =
            new Section(
                    "dns",
                    "How the servers of other domains are found.",
                    List.of(SERVERS, TIMEOUT, IPV6, LOCAL_ADDRESSES));

    private DnsSection() {}

    static DnsSettings from(Values values, String hostname) {
        return DnsSettings.of(Set.of(hostname), Set.of())
                .withServers(servers(values.get(SERVERS)))
                .withTimeout(values.get(TIMEOUT), 2)
                .withUse(values.get(IPV6), values.get(LOCAL_ADDRESSES));
    }

    private static boolean areServers(String text) {
        try {
            servers(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static List<InetSocketAddress> servers(String text) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String word : text.strip().split("\\s+", -1)) {
            if (!word.isEmpty()) {
                servers.add(server(word));
            }
        }
        return servers;
    }

    private static InetSocketAddress server(String word) {
        Matcher matcher = SERVER.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not the address of a name server: " + word);
        }
        String address = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        int port = matcher.group(3) == null ? PORT : Integer.parseInt(matcher.group(3));
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}
