package org.posthorn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Debian's Postfix with its default queue, which is forced to the disk, and for logins Dovecot's
/// SASL.
///
/// Everything that bears on its speed is its default: a hundred processes of a kind, twenty
/// connections to a destination, kept while there is more to send. Its log goes to a file through
/// its own postlogd, for a machine may have no syslog.
final class PostfixRelay implements RelayPeer {
    static final String NAME = "Postfix";
    private static final Path PROGRAM = Path.of("/usr/sbin/postfix");
    private static final Path DOVECOT = Path.of("/usr/sbin/dovecot");
    private static final Duration SOCKET_LIMIT = Duration.ofSeconds(20);
    private static final Duration SOCKET_PAUSE = Duration.ofMillis(5);

    private final Path directory;
    private final NextHops nextHops;
    private final int smtpPort = Ports.free();
    private final int submissionsPort = Ports.free();
    private final String version;
    private final ServerProcess postfix;
    private final ServerProcess dovecot;

    private PostfixRelay(Path directory, NextHops nextHops, String version) {
        this.directory = directory;
        this.nextHops = nextHops;
        this.version = version;
        this.postfix =
                new ServerProcess(
                        List.of(
                                PROGRAM.toString(),
                                "-c",
                                configurationFolder().toString(),
                                "start-fg"),
                        directory.resolve("postfix.log"));
        this.dovecot =
                new ServerProcess(
                        List.of(
                                DOVECOT.toString(),
                                "-F",
                                "-c",
                                directory.resolve("dovecot.conf").toString()),
                        directory.resolve("dovecot.log"));
    }

    /// Whether both are installed and may be started by this user.
    static boolean isAvailable() {
        return Files.isExecutable(PROGRAM)
                && Files.isExecutable(DOVECOT)
                && "root".equals(System.getProperty("user.name"));
    }

    /// Prepares a Postfix that keeps its queue in the directory.
    static PostfixRelay in(Path directory, NextHops nextHops) throws IOException {
        var version = Commands.output(List.of("postconf", "-dh", "mail_version")).strip();
        var relay = new PostfixRelay(directory, nextHops, version);
        Files.createDirectories(relay.configurationFolder());
        Files.createDirectories(relay.data());
        Files.createDirectories(directory.resolve("state"));
        Commands.output(List.of("chown", "postfix", directory.resolve("state").toString()));
        Certificates.make(directory);
        Files.writeString(
                relay.configurationFolder().resolve("main.cf"), relay.mainConfiguration());
        Files.writeString(relay.configurationFolder().resolve("master.cf"), relay.services());
        Files.writeString(directory.resolve("dovecot.conf"), relay.dovecotConfiguration());
        Files.writeString(directory.resolve("users"), "");
        return relay;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Duration start() throws IOException {
        var ofDovecot = dovecot.start(List.of(), List.of());
        awaitSocket();
        return ofDovecot.plus(postfix.start(List.of(smtpPort), List.of(submissionsPort)));
    }

    private void awaitSocket() throws IOException {
        long end = System.nanoTime() + SOCKET_LIMIT.toNanos();
        while (!Files.exists(authenticationSocket())) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("Dovecot's SASL did not start");
            }
            Pause.of(SOCKET_PAUSE);
        }
    }

    @Override
    public void stop() {
        postfix.stop();
        endMaster();
        dovecot.stop();
    }

    @Override
    public void close() {
        postfix.close();
        endMaster();
        dovecot.close();
    }

    /// A signal to all of a terminal or of `timeout` ends the script that runs Postfix's master,
    /// which then is nobody's child; it is known by its file.
    private void endMaster() {
        try {
            var number = Files.readString(data().resolve("pid").resolve("master.pid")).strip();
            ProcessHandle.of(Long.parseLong(number))
                    .filter(master -> master.info().command().orElse("").endsWith("/master"))
                    .ifPresent(ProcessHandle::destroy);
        } catch (IOException | NumberFormatException _) {
            // It has not run.
        }
    }

    @Override
    public void createAccounts(List<Account> accounts) throws IOException {
        var users = new StringBuilder();
        for (var account : accounts) {
            users.append(account.address() + ":{PLAIN}" + account.password() + "\n");
        }
        Files.writeString(directory.resolve("users"), users);
    }

    @Override
    public int smtpPort() {
        return smtpPort;
    }

    @Override
    public int submissionsPort() {
        return submissionsPort;
    }

    @Override
    public void retryNow() throws IOException {
        Commands.output(List.of("postqueue", "-c", configurationFolder().toString(), "-f"));
    }

    @Override
    public Path data() {
        return directory.resolve("queue");
    }

    @Override
    public Stream<ProcessHandle> processes() {
        return Stream.concat(postfix.tree(), dovecot.tree());
    }

    @Override
    public OptionalLong heapOctets() {
        return OptionalLong.empty();
    }

    private Path configurationFolder() {
        return directory.resolve("postfix");
    }

    private Path authenticationSocket() {
        return directory.resolve("auth-client");
    }

    private String mainConfiguration() {
        return """
        compatibility_level = 3.6
        queue_directory = %1$s/queue
        data_directory = %1$s/state
        maillog_file = %1$s/mail.log
        maillog_file_prefixes = %1$s
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = relay.example.com
        mydestination =
        mynetworks = 127.0.0.0/8
        local_recipient_maps =
        alias_maps =
        alias_database =
        relayhost = [127.0.0.1]:%2$d
        transport_maps = inline:{{%3$s = smtp:[127.0.0.1]:%4$d}}
        smtpd_tls_cert_file = %1$s/certificate.pem
        smtpd_tls_key_file = %1$s/key.pem
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = %5$s
        """
                .formatted(
                        directory,
                        nextHops.sinkPort(),
                        Consignment.DEAD_DOMAIN,
                        nextHops.deadPort(),
                        authenticationSocket());
    }

    /// Debian's, without chroot, which would need copies of the system's files.
    private String services() {
        return """
        127.0.0.1:%1$d inet n - n - - smtpd
        127.0.0.1:%2$d inet n - n - - smtpd
          -o syslog_name=postfix/submissions
          -o smtpd_tls_wrappermode=yes
          -o smtpd_sasl_auth_enable=yes
          -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        verify unix - - n - 1 verify
        flush unix n - n 1000? 0 flush
        proxymap unix - - n - - proxymap
        proxywrite unix - - n - 1 proxymap
        smtp unix - - n - - smtp
        relay unix - - n - - smtp
        showq unix n - n - - showq
        error unix - - n - - error
        retry unix - - n - - error
        discard unix - - n - - discard
        local unix - n n - - local
        virtual unix - n n - - virtual
        lmtp unix - - n - - lmtp
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        postlog unix-dgram n - n - 1 postlogd
        """
                .formatted(smtpPort, submissionsPort);
    }

    private String dovecotConfiguration() {
        return """
        base_dir = %1$s/run
        state_dir = %1$s/dovecot
        log_path = %1$s/dovecot.log
        protocols =
        ssl = no
        disable_plaintext_auth = no
        auth_mechanisms = plain login
        passdb {
          driver = passwd-file
          args = %1$s/users
        }
        userdb {
          driver = static
          args = uid=mail gid=mail home=%1$s
        }
        service auth {
          unix_listener %2$s {
            mode = 0666
          }
        }
        """
                .formatted(directory, authenticationSocket());
    }
}
