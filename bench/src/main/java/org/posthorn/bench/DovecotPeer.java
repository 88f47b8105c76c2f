package org.posthorn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Debian's Dovecot with sdbox mailboxes.
///
/// Its durability is the default. Limits on processes and connections are raised so that the
/// measurements fit, and its login processes serve many connections each, which Dovecot recommends
/// for many users and which costs it less memory than its default.
final class DovecotPeer implements Peer {
    static final String NAME = "Dovecot";
    private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");

    private final Path directory;
    private final int lmtpPort = Ports.free();
    private final int imapsPort = Ports.free();
    private final int pop3sPort = Ports.free();
    private final String version;
    private final ServerProcess process;

    private DovecotPeer(Path directory, String version) {
        this.directory = directory;
        this.version = version;
        this.process =
                new ServerProcess(
                        List.of(PROGRAM.toString(), "-F", "-c", configurationFile().toString()),
                        directory.resolve("dovecot.log"));
    }

    /// Whether Dovecot is installed and may be started by this user.
    static boolean isAvailable() {
        return Files.isExecutable(PROGRAM) && "root".equals(System.getProperty("user.name"));
    }

    /// Prepares a Dovecot that keeps its data in the directory.
    static DovecotPeer in(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("mail"));
        String version = Commands.output(List.of(PROGRAM.toString(), "--version")).strip();
        var peer = new DovecotPeer(directory, version.split(" ", 2)[0]);
        Certificates.make(directory);
        Files.writeString(peer.configurationFile(), peer.configuration());
        Commands.output(List.of("chown", "mail:mail", directory.resolve("mail").toString()));
        return peer;
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
        return process.start(List.of(lmtpPort), List.of(imapsPort));
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public void createAccounts(List<Account> accounts) throws IOException {
        var users = new StringBuilder();
        for (var account : accounts) {
            users.append(account.address() + ":{PLAIN}" + account.password() + "\n");
        }
        Files.writeString(
                directory.resolve("users"),
                users,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Override
    public int lmtpPort() {
        return lmtpPort;
    }

    @Override
    public int imapsPort() {
        return imapsPort;
    }

    @Override
    public int pop3sPort() {
        return pop3sPort;
    }

    @Override
    public boolean canRemoveAccounts() {
        return false;
    }

    @Override
    public void removeAccount(Account account) throws IOException {
        throw new IOException("Dovecot leaves that to the administrator's file system");
    }

    @Override
    public Path data() {
        return directory.resolve("mail");
    }

    @Override
    public Stream<ProcessHandle> processes() {
        return process.tree();
    }

    @Override
    public OptionalLong heapOctets() {
        return OptionalLong.empty();
    }

    private Path configurationFile() {
        return directory.resolve("dovecot.conf");
    }

    private String configuration() {
        return """
        base_dir = %1$s/run
        state_dir = %1$s/state
        log_path = %1$s/dovecot.log
        protocols = imap lmtp pop3
        listen = 127.0.0.1
        ssl = yes
        ssl_cert = <%1$s/certificate.pem
        ssl_key = <%1$s/key.pem
        first_valid_uid = 1
        mail_location = sdbox:%1$s/mail/%%u
        mail_max_userip_connections = 5000
        passdb {
          driver = passwd-file
          args = %1$s/users
        }
        userdb {
          driver = static
          args = uid=mail gid=mail home=%1$s/mail/%%u
        }
        namespace inbox {
          inbox = yes
        }
        """
                        .formatted(directory)
                + services();
    }

    private String services() {
        return """
        service lmtp {
          inet_listener lmtp {
            address = 127.0.0.1
            port = %1$d
          }
          client_limit = 1
          process_limit = 100
        }
        service imap-login {
          inet_listener imap {
            port = 0
          }
          inet_listener imaps {
            port = %2$d
            ssl = yes
          }
          service_count = 0
          client_limit = 5000
          process_min_avail = 2
        }
        service imap {
          process_limit = 5000
        }
        service pop3-login {
          inet_listener pop3 {
            port = 0
          }
          inet_listener pop3s {
            port = %3$d
            ssl = yes
          }
        }
        service auth {
          client_limit = 12000
        }
        service anvil {
          client_limit = 12000
        }
        service stats {
          client_limit = 12000
        }
        """
                .formatted(lmtpPort, imapsPort, pop3sPort);
    }
}
