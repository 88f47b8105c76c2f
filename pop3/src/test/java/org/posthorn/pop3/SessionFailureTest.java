package org.posthorn.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.EOFException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.mailbox.login.LoginGate;
import org.posthorn.mailbox.login.LoginSettings;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.net.CommandMeters;
import org.posthorn.net.ConnectionLimits;
import org.posthorn.net.Listener;
import org.posthorn.net.ListenerSettings;
import org.posthorn.net.TestClient;
import org.posthorn.net.Tls;

/// What a defect in one session does to others.
final class SessionFailureTest {
    private static final LoginSettings QUICK =
            new LoginSettings(Duration.ofMillis(1), Duration.ofSeconds(30), Duration.ofMinutes(15));

    @Test
    void stackOverflow_endsThatSessionOnly() throws Exception {
        try (var storage = Mail.inMemory()) {
            storage.directory().addDomain(DomainName.parse("example.com"));
            storage.directory()
                    .addAccount(
                            EmailAddress.parse("alice@example.com"), new Password("correct horse"));
            var figures = new PrometheusRegistry();
            MailStore overflowing =
                    (MailStore)
                            Proxy.newProxyInstance(
                                    MailStore.class.getClassLoader(),
                                    new Class<?>[] {MailStore.class},
                                    (_, _, _) -> endless(0));
            var services =
                    new Pop3Services(
                            overflowing,
                            storage.directory(),
                            LoginGate.of(storage.authenticator(), QUICK, figures),
                            new CommandMeters(figures),
                            figures);
            try (Listener listener =
                            Listener.open(
                                    new ListenerSettings(
                                            "pop3",
                                            new InetSocketAddress(
                                                    InetAddress.getLoopbackAddress(), 0),
                                            new Tls.None(),
                                            new ConnectionLimits(10, 10)),
                                    new Pop3Protocol(services, settings()));
                    TestClient bystander = TestClient.connect(listener.port());
                    TestClient hostile = TestClient.connect(listener.port())) {
                assertThat(bystander.readLine()).startsWith("+OK");
                assertThat(hostile.readLine()).startsWith("+OK");
                hostile.send("USER alice@example.com\r\n");
                assertThat(hostile.readLine()).startsWith("+OK");
                hostile.send("PASS correct horse\r\n");
                assertThatThrownBy(hostile::readLine).isInstanceOf(EOFException.class);
                bystander.send("CAPA\r\n");
                assertThat(bystander.readLine()).startsWith("+OK");
            }
        }
    }

    private static Pop3Settings settings() {
        Pop3Settings usual = Pop3Settings.DEFAULT;
        return new Pop3Settings(
                usual.loginTimeout(), usual.idleTimeout(), usual.maxLoginFailures(), true);
    }

    private static int endless(int depth) {
        return depth < 0 ? depth : endless(depth + 1) + 1;
    }
}
