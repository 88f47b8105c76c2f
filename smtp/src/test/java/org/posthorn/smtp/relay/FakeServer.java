package org.posthorn.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.posthorn.net.TestCertificates;

/// A server that says what a script says, whatever it hears, and remembers whether it heard what
/// the script expects. Each connection has a script of its own.
///
/// ```
/// S: 220 hello     says a line
/// s: 220 hel       says octets and no line end
/// C: EHLO a.test   expects a line
/// message          takes a message up to the lone dot
/// octets 12        takes so many octets
/// tls              shakes hands
/// close            closes at once
/// stay             neither reads nor says anything until the test ends
/// ```
///
/// At the end of its script it reads to the end.
final class FakeServer implements AutoCloseable {
    private final ServerSocket listener;
    private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Socket> sockets = new ArrayList<>();
    private final Thread acceptor;

    FakeServer(String... scripts) {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        acceptor = Thread.ofVirtual().start(() -> accept(List.of(scripts)));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    RelayTarget target(TlsRule tls) {
        return target(RelayTarget.Protocol.SMTP, tls);
    }

    RelayTarget target(RelayTarget.Protocol protocol, TlsRule tls) {
        return new RelayTarget("localhost", address(), protocol, tls, false, Optional.empty());
    }

    /// The next message that it took, as it travelled.
    String message() throws InterruptedException {
        return messages.take();
    }

    /// Waits until all scripts are done.
    void assertFollowed() throws InterruptedException {
        acceptor.join();
        assertThat(failures).isEmpty();
    }

    private void accept(List<String> scripts) {
        for (String script : scripts) {
            try (Socket socket = listener.accept()) {
                synchronized (sockets) {
                    sockets.add(socket);
                }
                new Visit(socket).follow(script);
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    failures.add(e.toString());
                }
            } catch (InterruptedException e) {
                failures.add(e.toString());
            }
        }
    }

    @Override
    public void close() throws IOException {
        end.countDown();
        listener.close();
        synchronized (sockets) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private final class Visit {
        private final Socket plain;
        private @Nullable Socket encrypted;

        Visit(Socket plain) {
            this.plain = plain;
        }

        private Socket socket() {
            return encrypted == null ? plain : encrypted;
        }

        void follow(String script) throws IOException, InterruptedException {
            ByteArrayOutputStream unsent = new ByteArrayOutputStream();
            for (String line : script.split("\n", -1)) {
                if (line.startsWith("S: ") || line.startsWith("s: ")) {
                    String end = line.startsWith("S") ? "\r\n" : "";
                    unsent.writeBytes(octets(line.substring(3) + end));
                    continue;
                }
                if (line.isBlank()) {
                    continue;
                }
                send(unsent);
                if (line.equals("close")) {
                    return;
                }
                if (!step(line)) {
                    return;
                }
            }
            send(unsent);
            socket().getInputStream().transferTo(OutputStream.nullOutputStream());
        }

        private void send(ByteArrayOutputStream unsent) throws IOException {
            socket().getOutputStream().write(unsent.toByteArray());
            unsent.reset();
        }

        private boolean step(String line) throws IOException, InterruptedException {
            if (line.startsWith("C: ")) {
                String heard = line(socket().getInputStream());
                if (!heard.equals(line.substring(3))) {
                    failures.add("expected: " + line.substring(3) + ", heard: " + heard);
                    return false;
                }
            } else if (line.equals("message")) {
                messages.add(messageFrom(socket().getInputStream()));
            } else if (line.startsWith("octets ")) {
                int count = Integer.parseInt(line.substring(7));
                messages.add(text(socket().getInputStream().readNBytes(count)));
            } else if (line.equals("tls")) {
                SSLSocket tls =
                        (SSLSocket)
                                TestCertificates.serverContext()
                                        .getSocketFactory()
                                        .createSocket(plain, null, false);
                tls.setUseClientMode(false);
                tls.startHandshake();
                encrypted = tls;
            } else if (line.equals("stay")) {
                end.await();
            } else {
                failures.add("not in a script: " + line);
            }
            return true;
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return text(line.toByteArray()) + "<end>";
            }
            line.write(c);
        }
        String text = text(line.toByteArray());
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text + "<LF>";
    }

    private static String messageFrom(InputStream in) throws IOException {
        StringBuilder message = new StringBuilder();
        for (String line = line(in); !line.equals("."); line = line(in)) {
            message.append(line).append("\r\n");
            if (line.endsWith("<end>")) {
                break;
            }
        }
        return message.toString();
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
