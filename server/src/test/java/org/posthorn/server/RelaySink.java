package org.posthorn.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Another server that mail is relayed to, and that remembers what it has taken, in which life of
/// the server under test.
///
/// Of a hundred recipients it puts five off once and refuses one, always the same of a seed; three
/// messages of a hundred it answers late, so that a kill falls between its dot and its answer.
final class RelaySink implements AutoCloseable {
    private static final int REFUSED = 1;
    private static final int PUT_OFF = 5;
    private static final int LATE = 3;
    private static final Pattern PATH = Pattern.compile("(?i)RCPT TO:<([^>]+)>.*");
    private static final Pattern MESSAGE_ID =
            Pattern.compile("(?im)^Message-ID: *(<([0-9]+)@[^>]*>)");

    private final ServerSocket socket;
    private final long seed;
    private final Map<String, Queue<Take>> taken = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> putOff = ConcurrentHashMap.newKeySet();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch nextDot = new CountDownLatch(1);
    private volatile int life;
    private volatile CountDownLatch answers = new CountDownLatch(0);
    private volatile int answerMillis;

    /// One recipient's copy of a message, which was read to its dot.
    static final class Take {
        final String recipient;
        final String messageId;

        /// Of the server that sent it.
        final int life;

        /// Whether the same connection went on to another message: a server does when it has
        /// written down what became of this one.
        volatile boolean followed;

        private Take(String recipient, String messageId, int life) {
            this.recipient = recipient;
            this.messageId = messageId;
            this.life = life;
        }
    }

    RelaySink(long seed) throws IOException {
        this.seed = seed;
        socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("sink").start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /// Connections from now on are those of another life of the server.
    void begin(int newLife) {
        life = newLife;
    }

    /// Answers no message any more.
    void hold() {
        answers = new CountDownLatch(1);
    }

    /// Answers again, all messages so late.
    void goOn(int afterMillis) {
        answerMillis = afterMillis;
        answers.countDown();
    }

    /// Waits for the next message that is read to its dot; its answer is on its way or waits.
    boolean awaitDot(long mostMillis) throws InterruptedException {
        var dot = new CountDownLatch(1);
        nextDot = dot;
        return dot.await(mostMillis, TimeUnit.MILLISECONDS);
    }

    Map<String, Queue<Take>> taken() {
        return taken;
    }

    /// Recipients that were refused for good, and were so told.
    Set<String> refused() {
        return refused;
    }

    /// Whether it puts this recipient off, the first time.
    boolean putsOff(String recipient) {
        int chance = chance(recipient);
        return chance >= REFUSED && chance < REFUSED + PUT_OFF;
    }

    /// Whether it refuses this recipient.
    boolean refuses(String recipient) {
        return chance(recipient) < REFUSED;
    }

    /// The recipients that have got a message, as often as they have.
    List<String> recipientsOf(String messageId) {
        return taken.values().stream()
                .flatMap(Queue::stream)
                .filter(take -> take.messageId.equals(messageId))
                .map(take -> take.recipient)
                .sorted()
                .toList();
    }

    /// Recipients that were put off and have not come back.
    List<String> waiting() {
        return putOff.stream().filter(recipient -> !isSettled(recipient)).toList();
    }

    int putOffs() {
        return putOff.size();
    }

    /// What the other side did wrong.
    Queue<String> complaints() {
        return complaints;
    }

    boolean isSettled(String recipient) {
        return taken.containsKey(recipient) || refused.contains(recipient);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // It is closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            new Session(client, life).run();
        } catch (IOException _) {
            // The other side is gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private int chance(String of) {
        return new SplittableRandom(seed * 31 + of.hashCode()).nextInt(100);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : open) {
            client.close();
        }
    }

    /// A connection.
    private final class Session {
        private final InputStream in;
        private final OutputStream out;
        private final int ofLife;
        private final List<String> recipients = new ArrayList<>();
        private final List<Take> last = new ArrayList<>();

        Session(Socket client, int ofLife) throws IOException {
            in = new BufferedInputStream(client.getInputStream(), 64 * 1024);
            out = client.getOutputStream();
            this.ofLife = ofLife;
        }

        void run() throws IOException, InterruptedException {
            say("220 sink.example.net ESMTP");
            String command = line();
            while (!command.equals("QUIT")) {
                obey(command);
                command = line();
            }
            say("221 2.0.0 bye");
        }

        private void obey(String command) throws IOException, InterruptedException {
            switch (command.split("[ :]", -1)[0]) {
                case "EHLO" ->
                        say(
                                String.join(
                                        "\r\n250-",
                                        "250-sink.example.net",
                                        "PIPELINING",
                                        "8BITMIME",
                                        "SIZE 10000000\r\n250 ENHANCEDSTATUSCODES"));
                case "MAIL" -> {
                    last.forEach(take -> take.followed = true);
                    last.clear();
                    recipients.clear();
                    say("250 2.1.0 fine");
                }
                case "RCPT" -> recipient(command);
                case "DATA" -> {
                    if (recipients.isEmpty()) {
                        say("554 5.5.1 nobody wants it");
                    } else {
                        say("354 go on");
                        message();
                    }
                }
                case "RSET", "NOOP" -> say("250 2.0.0 fine");
                default -> {
                    complaints.add(command);
                    say("500 5.5.2 what");
                }
            }
        }

        private void recipient(String command) throws IOException {
            Matcher path = PATH.matcher(command);
            if (!path.matches()) {
                complaints.add(command);
                say("501 5.5.4 what");
                return;
            }
            String recipient = path.group(1);
            if (refuses(recipient)) {
                refused.add(recipient);
                say("550 5.1.1 nobody has this address");
            } else if (putsOff(recipient) && putOff.add(recipient)) {
                say("450 4.2.0 come back");
            } else {
                recipients.add(recipient);
                say("250 2.1.5 fine");
            }
        }

        private void message() throws IOException, InterruptedException {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            String line = line();
            while (!line.equals(".")) {
                octets.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                line = line();
            }
            String text = octets.toString(StandardCharsets.ISO_8859_1);
            Matcher id = MESSAGE_ID.matcher(text);
            String messageId = "";
            if (!id.find() || !text.endsWith("end of " + id.group(2) + "\r\n")) {
                complaints.add("a message in part: " + text);
            } else {
                messageId = id.group(1);
            }
            for (String recipient : recipients) {
                var take = new Take(recipient, messageId, ofLife);
                last.add(take);
                taken.computeIfAbsent(recipient, _ -> new ConcurrentLinkedQueue<>()).add(take);
            }
            nextDot.countDown();
            answers.await();
            int pause = chance(messageId) < LATE ? Math.max(300, answerMillis) : answerMillis;
            if (pause > 0) {
                Thread.sleep(pause);
            }
            say("250 2.0.0 taken");
        }

        private void say(String reply) throws IOException {
            out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0) {
                    throw new EOFException("the other side ended the connection");
                }
                line.write(octet);
            }
            return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
        }
    }
}
