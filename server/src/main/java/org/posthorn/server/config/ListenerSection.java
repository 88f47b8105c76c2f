package org.posthorn.server.config;

import java.util.List;
import org.posthorn.net.Network;

/// The keys of one listener.
record ListenerSection(
        String name,
        Setting<Boolean> enabled,
        Setting<ListenAddress> address,
        Setting<Integer> port,
        Setting<Integer> maxConnections,
        Setting<Integer> maxConnectionsPerAddress,
        String documentation) {

    static final Setting<List<Network>> PROXIES =
            new Setting<>(
                    "listeners.proxies",
                    new ListOf<>("networks such as 192.0.2.0/24", Network::parse),
                    List.of(),
                    """
                    Load balancers that say by the PROXY protocol, version 1 or 2, for whom they speak: addresses \
                    or networks. Whoever connects from there must say so, on all listeners; nobody else is asked.\
                    """);

    static final Kind<Integer> PORT_NUMBER = new Kind.WholeNumber(0, 65535);

    static final ListenerSection SMTP =
            declare(
                    "smtp",
                    ListenAddress.ALL,
                    2525,
                    "Mail from other servers (MX), with STARTTLS.");
    static final ListenerSection SUBMISSION =
            declare(
                    "submission",
                    ListenAddress.ALL,
                    2587,
                    "Mail from people's programs, with STARTTLS and login.");
    static final ListenerSection SUBMISSIONS =
            declare(
                    "submissions",
                    ListenAddress.ALL,
                    2465,
                    "Mail from people's programs, over TLS and with login.");
    static final ListenerSection LMTP =
            declare(
                    "lmtp",
                    ListenAddress.LOCALHOST,
                    2024,
                    "Mail from programs on this machine, for its accounts.");
    static final ListenerSection IMAP =
            declare("imap", ListenAddress.ALL, 2143, "Mailboxes for mail programs, with STARTTLS.");
    static final ListenerSection IMAPS =
            declare("imaps", ListenAddress.ALL, 2993, "Mailboxes for mail programs, over TLS.");
    static final ListenerSection POP3 =
            declare(
                    "pop3",
                    ListenAddress.ALL,
                    2110,
                    "The INBOX for programs that fetch mail, with STLS.");
    static final ListenerSection POP3S =
            declare(
                    "pop3s",
                    ListenAddress.ALL,
                    2995,
                    "The INBOX for programs that fetch mail, over TLS.");

    static final List<ListenerSection> ALL_LISTENERS =
            List.of(SMTP, SUBMISSION, SUBMISSIONS, LMTP, IMAP, IMAPS, POP3, POP3S);

    private static ListenerSection declare(
            String name, ListenAddress address, int port, String documentation) {
        String prefix = "listeners." + name + ".";
        return new ListenerSection(
                name,
                new Setting<>(
                        prefix + "enabled",
                        new Kind.YesOrNo(),
                        true,
                        "Whether the server listens here."),
                new Setting<>(
                        prefix + "address",
                        new Kind.ListenOn(),
                        address,
                        "The address of this machine to listen on."),
                new Setting<>(
                        prefix + "port",
                        PORT_NUMBER,
                        port,
                        "The port. 0: any free one. `--port-offset` is added."),
                new Setting<>(
                        prefix + "max-connections",
                        new Kind.WholeNumber(1, 1_000_000),
                        10_000,
                        "How many may be connected at once; more are turned away."),
                new Setting<>(
                        prefix + "max-connections-per-address",
                        new Kind.WholeNumber(1, 1_000_000),
                        1_000,
                        """
                        How many of them from one IPv4 address or one IPv6 network (/64). This machine's own \
                        programs are not counted.\
                        """),
                documentation);
    }

    Section section() {
        return new Section(
                "listeners." + name,
                documentation,
                List.of(enabled, address, port, maxConnections, maxConnectionsPerAddress));
    }

    /// The port that is meant when `--port-offset` is given; "any free one" stays so.
    static int shifted(Values values, Setting<Integer> setting, int offset)
            throws ConfigurationException {
        int port = values.get(setting);
        if (port == 0) {
            return 0;
        }
        int shifted = port + offset;
        if (shifted < 1 || shifted > 65535) {
            throw values.refusal(
                    setting,
                    "with --port-offset %d would be %d, which is no port"
                            .formatted(offset, shifted));
        }
        return shifted;
    }
}
