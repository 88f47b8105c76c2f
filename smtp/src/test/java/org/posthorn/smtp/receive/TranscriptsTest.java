package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.posthorn.mailbox.inhand.Piece;
import org.posthorn.mailbox.store.SetAsideException;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.StoreFullException;
import org.posthorn.mailbox.store.UnknownOutcomeException;
import org.posthorn.net.transcript.TranscriptHost;
import org.posthorn.net.transcript.Transcripts;
import org.posthorn.net.transcript.Wire;

/// Understands `given mx`, `given mx without tls`, `given submission`, `given lmtp` (which server,
/// first of all), `given ehlo` (the client has greeted), `given login` (and has STARTTLS and AUTH
/// behind it), `given postmaster`, `given this machine is believed` (by XCLIENT, and printer@
/// without login), `given limits` (two messages and three recipients in an hour), and `when the
/// store fails` (and other failures), `when the store works`, `when alice sends very much`, `when
/// carol is removed`, `when bob is full`, `when the server stops`. A message in an INBOX is shown
/// by `when`: `when alice has 1 messages`; `when queue has 1 entries` shows how many recipients
/// wait to be sent to, or told of.
///
/// In the end each reply of [Reply] must have been given by a transcript, or have another test.
final class TranscriptsTest {
    /// Replies that need more than a client and a store, and who shows them.
    private static final Map<String, Class<?>> ELSEWHERE =
            Map.of(
                    "TIMED_OUT", SmtpServerTest.class,
                    "NO_LOGIN_IN_TIME", SmtpServerTest.class,
                    "NO_MAIL_IN_TIME", SmtpServerTest.class,
                    "TOO_MANY_CONNECTIONS", SmtpServerTest.class);

    private final Set<String> heard = ConcurrentHashMap.newKeySet();

    @TestFactory
    Stream<DynamicTest> transcripts() {
        return Stream.concat(
                Transcripts.in(getClass(), "transcripts", Server::new),
                Stream.of(
                        DynamicTest.dynamicTest(
                                "each reply has a transcript", this::eachReplyIsGiven)));
    }

    private void eachReplyIsGiven() {
        Set<String> missing = new TreeSet<>();
        for (Field field : Reply.class.getDeclaredFields()) {
            if (field.getType() == Reply.class && !isHeard(reply(field))) {
                missing.add(field.getName());
            }
        }
        assertThat(missing).containsExactlyInAnyOrderElementsOf(ELSEWHERE.keySet());
    }

    private static Reply reply(Field field) {
        try {
            return (Reply) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private boolean isHeard(Reply reply) {
        return heard.containsAll(reply.print());
    }

    private final class Server implements TranscriptHost.Server {
        private final SmtpFixture fixture;
        private final List<String> given;
        private final int port;

        private Server(List<String> given) throws IOException {
            this.given = given;
            if (given.contains("this machine is believed")) {
                fixture = new SmtpFixture(SmtpFixture.BELIEVING);
            } else if (given.contains("limits")) {
                fixture = new SmtpFixture(SmtpFixture.LIMITING);
            } else {
                fixture = new SmtpFixture(given.contains("logins are put off"));
            }
            for (String line : given) {
                if (!List.of(
                                "mx",
                                "mx without tls",
                                "submission",
                                "lmtp",
                                "ehlo",
                                "login",
                                "postmaster",
                                "this machine is believed",
                                "limits",
                                "logins are put off")
                        .contains(line)) {
                    throw new IllegalArgumentException("not understood: given " + line);
                }
            }
            if (given.contains("postmaster")) {
                fixture.addPostmaster();
            }
            port =
                    given.contains("lmtp")
                            ? fixture.lmtp()
                            : given.contains("submission") ? fixture.submission() : mx();
        }

        private int mx() throws IOException {
            return given.contains("mx without tls") ? fixture.mxWithoutTls() : fixture.mx();
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public void prepare(Wire wire) throws IOException {
            if (given.contains("ehlo") || given.contains("login")) {
                wire.readLine();
                greet(wire);
            }
            if (given.contains("login")) {
                say(wire, "STARTTLS");
                wire.startTls();
                greet(wire);
                say(wire, "AUTH PLAIN " + SmtpFixture.plain("alice@example.com"));
            }
        }

        private void greet(Wire wire) throws IOException {
            say(wire, given.contains("lmtp") ? "LHLO client.example" : "EHLO client.example");
        }

        private static void say(Wire wire, String line) throws IOException {
            wire.send(line + "\r\n");
            String reply = wire.readLine();
            while (reply != null && reply.charAt(3) == '-') {
                reply = wire.readLine();
            }
        }

        @Override
        public void when(String event) throws Exception {
            switch (event) {
                case "the store fails" -> fixture.failStore(new StoreException("the disk is gone"));
                case "the disk is full" -> fixture.failStore(new StoreFullException("full"));
                case "nobody knows whether it is stored" ->
                        fixture.failStore(new UnknownOutcomeException("cut off"));
                case "the message is set aside" ->
                        fixture.failStore(new SetAsideException(Piece.arriving(1, 2)));
                case "we have a fault" -> fixture.failStore(new IllegalStateException("bug"));
                case "the store works" -> fixture.mendStore();
                case "alice sends very much" -> fixture.pauseAlice();
                case "carol is removed" -> fixture.removeCarol();
                case "bob is full" -> fixture.fillBob();
                case "the server stops" -> fixture.stop();
                default -> compareInbox(event.split(" ", 4));
            }
        }

        private void compareInbox(String[] words) throws IOException {
            if (words[0].equals("queue")) {
                compareQueue(Integer.parseInt(words[2]));
                return;
            }
            int count = fixture.inbox(words[0]).size();
            if (count != Integer.parseInt(words[2])) {
                throw new AssertionError(words[0] + " has " + count + " messages");
            }
        }

        private void compareQueue(int expected) {
            int count = fixture.queued().size();
            if (count != expected) {
                throw new AssertionError("the queue has " + count + " entries");
            }
        }

        @Override
        public void heard(String line) {
            heard.add(line);
        }

        @Override
        public void close() {
            fixture.close();
        }
    }
}
