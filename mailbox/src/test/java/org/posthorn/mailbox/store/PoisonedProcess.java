package org.posthorn.mailbox.store;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.body.Examination;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.inhand.Piece;
import org.posthorn.mailbox.memory.MemoryStorage;

/// A process with a store in a data folder, which dies when it reads a message that says so.
final class PoisonedProcess {
    static final int DEATH = 42;

    private PoisonedProcess() {}

    /// Delivers the other arguments one after the other, but leaves one that waits in hand.
    public static void main(String... arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        Files.createDirectories(data.resolve("incoming"));
        try (var mail = TestMail.over(new MemoryStorage(), data)) {
            var account = TestMail.addAccount(mail);
            for (String text : List.of(arguments).subList(1, arguments.length)) {
                deliver(mail.store(), account, text);
            }
        }
    }

    private static void deliver(MailStore store, AccountId account, String text)
            throws InterruptedException {
        var inHand = new CountDownLatch(1);
        var delivering =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            try (var body = new Body(store.newBody(), text, inHand)) {
                                store.deliver(
                                        store.examine(body),
                                        List.of(
                                                new Placement.IntoInbox(
                                                        account, "Delivered-To: x\r\n")));
                                System.out.println("delivered " + text);
                            } catch (SetAsideException e) {
                                System.out.println("set aside " + text);
                            } finally {
                                inHand.countDown();
                            }
                        });
        inHand.await();
        if (!text.startsWith("waits")) {
            delivering.join();
        }
    }

    /// A body of which reading is the end, or takes for ever.
    private record Body(IncomingBody body, String text, CountDownLatch inHand)
            implements IncomingBody {
        Body {
            body.write(text.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            body.write(octets, offset, length);
        }

        @Override
        public long size() {
            return body.size();
        }

        @Override
        public Piece piece() {
            return body.piece();
        }

        private static boolean isExamined() {
            return StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame ->
                                    frame.getClassName().equals(Examination.class.getName())));
        }

        @Override
        public InputStream open() {
            if (text.startsWith("poison") && isExamined()) {
                Runtime.getRuntime().halt(DEATH);
            }
            if (text.startsWith("waits")) {
                inHand.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
            return body.open();
        }

        @Override
        public void close() {
            body.close();
        }
    }
}
