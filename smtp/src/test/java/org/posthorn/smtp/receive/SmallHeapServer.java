package org.posthorn.smtp.receive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.budget.Party;
import org.posthorn.mailbox.budget.WorkBudget;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.store.AccountLimits;
import org.posthorn.mailbox.store.AccountUsage;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.Mailboxes;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.PlacementOutcome;
import org.posthorn.net.ConnectionLimits;
import org.posthorn.net.Listener;
import org.posthorn.net.ListenerSettings;
import org.posthorn.net.Tls;

/// A process of its own, with little memory: keeps messages in files, and prints its port and then
/// the SHA-256 of each message without our `Received`.
final class SmallHeapServer {
    private SmallHeapServer() {}

    public static void main(String[] arguments) throws Exception {
        try (Mail storage = Mail.inMemory()) {
            DomainName domain = DomainName.parse("example.com");
            storage.directory().addDomain(domain);
            storage.directory()
                    .addAccount(new EmailAddress("alice", domain), new Password("Tr0ub4dor&3"));
            SmtpServer server =
                    new SmtpServer(
                            SmtpFixture.services(
                                    new DigestingStore(storage.store()),
                                    new WatchedQueue(
                                            storage.outbound(),
                                            posting -> Optional.of(DigestingStore.digest(posting))),
                                    storage),
                            SmtpSettings.of("mx.example.com"));
            try (Listener listener =
                    Listener.open(
                            new ListenerSettings(
                                    "mx",
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                    new Tls.None(),
                                    new ConnectionLimits(100, 100)),
                            server.mx())) {
                System.out.println(listener.port());
                while (System.in.read() >= 0) {
                    // Until the test has no more to say.
                }
            }
        }
    }

    private record DigestingStore(MailStore rest) implements MailStore {
        @Override
        public Mailboxes mailboxesOf(AccountId account) {
            return rest.mailboxesOf(account);
        }

        @Override
        public WorkBudget budget() {
            return WorkBudget.unlimited();
        }

        @Override
        public IncomingBody newBody(Party from) {
            return new FileBody();
        }

        @Override
        public List<PlacementOutcome> deliver(ExaminedMessage message, List<Placement> placements) {
            throw new UnsupportedOperationException();
        }

        private static OutboundQueue.Posted digest(Posting posting) {
            try (InputStream in = posting.message().body().open()) {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                byte[] block = new byte[8192];
                for (int n = in.read(block); n >= 0; n = in.read(block)) {
                    digest.update(block, 0, n);
                }
                System.out.println(HexFormat.of().formatHex(digest.digest()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
            return new OutboundQueue.Posted(
                    posting.locals().stream().map(_ -> PlacementOutcome.STORED).toList(),
                    List.of());
        }

        @Override
        public ExaminedMessage examine(IncomingBody body) {
            return rest.examine(body);
        }

        @Override
        public Optional<AccountUsage> usage(AccountId account) {
            return rest.usage(account);
        }

        @Override
        public boolean setLimits(AccountId account, AccountLimits limits) {
            return rest.setLimits(account, limits);
        }

        @Override
        public void catchUp() {
            rest.catchUp();
        }

        @Override
        public void close() {
            rest.close();
        }
    }

    private static final class FileBody implements IncomingBody {
        private final Path file;
        private final OutputStream out;
        private long size;

        private FileBody() {
            try {
                file = Files.createTempFile("posthorn", ".eml");
                out = new BufferedOutputStream(Files.newOutputStream(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            try {
                out.write(octets, offset, length);
                size += length;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public InputStream open() {
            try {
                out.flush();
                return Files.newInputStream(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
