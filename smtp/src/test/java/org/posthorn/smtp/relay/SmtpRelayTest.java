package org.posthorn.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.posthorn.net.TestCertificates;

/// How connections begin.
@Timeout(60)
final class SmtpRelayTest {
    private static final String GREETED = "S: 220 mx.test ESMTP\nC: EHLO relay.test\n";
    private static final String OFFERS_TLS = GREETED + "S: 250-mx.test\nS: 250 STARTTLS\n";
    private static final String BEGINS_TLS = OFFERS_TLS + "C: STARTTLS\nS: 220 go\n";
    private static final String UNDER_TLS =
            BEGINS_TLS + "tls\nC: EHLO relay.test\nS: 250 mx.test\nC: QUIT\n";
    private static final String PLAIN = GREETED + "S: 250 mx.test\nC: QUIT\n";

    private static RelayException refusal(FakeServer server, TlsRule tls) {
        return refusal(Transfers.settings(), server.target(tls));
    }

    private static RelayException refusal(RelaySettings settings, RelayTarget target) {
        SmtpRelay relay = new SmtpRelay(settings);
        try (RelayConnection connection = relay.connect(target)) {
            throw new AssertionError("connected to " + connection.target());
        } catch (RelayException e) {
            return e;
        }
    }

    private static Optional<String> protection(RelaySettings settings, RelayTarget target)
            throws RelayException {
        try (RelayConnection connection = new SmtpRelay(settings).connect(target)) {
            return connection.protection();
        }
    }

    @Test
    void ehlo_isSaidWithOurName_andQuitAtTheEnd() throws Exception {
        try (FakeServer server = new FakeServer(PLAIN)) {
            assertThat(protection(Transfers.settings(), server.target(TlsRule.NEVER))).isEmpty();
            server.assertFollowed();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "554 5.7.1 go away, 554 5.7.1 go away",
        "521 no mail here, 521 5.0.0 no mail here",
        "421 4.3.2 later, 421 4.3.2 later",
        "450 busy, 450 4.0.0 busy",
        "354 what, 451 4.5.0 no SMTP: a reply of 354",
        "HTTP/1.1 400 Bad Request, 451 4.5.0 no SMTP: a line that is no reply",
    })
    void greeting_thatIsNone_isTheReason(String greeting, String reply) throws Exception {
        try (FakeServer server = new FakeServer("S: " + greeting)) {
            assertThat(refusal(server, TlsRule.NEVER).reply()).hasToString(reply);
        }
    }

    @Test
    void connectionRefused_isTransient() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        RelayTarget target =
                new RelayTarget(
                        "localhost",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        RelayTarget.Protocol.SMTP,
                        TlsRule.NEVER,
                        false,
                        Optional.empty());
        assertThat(refusal(Transfers.settings(), target).reply().status()).isEqualTo("4.4.1");
    }

    @ParameterizedTest
    @CsvSource({"close", "S: 220 hello\\nclose", "s: 220 hel\\nclose"})
    void connectionClosed_isTransient(String script) throws Exception {
        try (FakeServer server = new FakeServer(script.replace("\\n", "\n"))) {
            assertThat(refusal(server, TlsRule.NEVER).reply().status()).isEqualTo("4.4.2");
        }
    }

    @ParameterizedTest
    @CsvSource({"stay", "S: 220 hello\\nstay", "s: 220 hel\\nstay"})
    void silence_endsInTime(String script) throws Exception {
        try (FakeServer server = new FakeServer(script.replace("\\n", "\n"))) {
            RemoteReply reply =
                    refusal(Transfers.impatient(), server.target(TlsRule.NEVER)).reply();
            assertThat(reply.status()).isEqualTo("4.4.2");
            assertThat(reply.text()).startsWith("timed out while waiting for the reply to");
        }
    }

    @Test
    void replyThatNeverEnds_endsInTime() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> dribble(listener));
            RelayTarget target =
                    new RelayTarget(
                            "localhost",
                            new InetSocketAddress(
                                    listener.getInetAddress(), listener.getLocalPort()),
                            RelayTarget.Protocol.SMTP,
                            TlsRule.NEVER,
                            false,
                            Optional.empty());
            assertThat(refusal(Transfers.impatient(), target).reply().text())
                    .startsWith("timed out");
        }
    }

    /// An octet now and then, so that no read takes long.
    private static void dribble(ServerSocket listener) {
        try (var socket = listener.accept()) {
            while (true) {
                socket.getOutputStream().write('2');
                socket.getOutputStream().write('2');
                socket.getOutputStream().write('0');
                socket.getOutputStream().write('-');
                for (int i = 0; i < 20; i++) {
                    socket.getOutputStream().write('x');
                    Thread.sleep(20);
                }
                socket.getOutputStream().write('\n');
            }
        } catch (IOException | InterruptedException _) {
            // The client has gone, as it should.
        }
    }

    @Test
    void ehloUnknown_heloIsSaid() throws Exception {
        try (FakeServer server =
                new FakeServer(
                        GREETED + "S: 502 what\nC: HELO relay.test\nS: 250 mx.test\nC: QUIT")) {
            assertThat(protection(Transfers.settings(), server.target(TlsRule.OPPORTUNISTIC)))
                    .isEmpty();
            server.assertFollowed();
        }
    }

    @Test
    void ehloUnknown_whereTlsIsRequired_isRefused() throws Exception {
        try (FakeServer server = new FakeServer(GREETED + "S: 502 what\n")) {
            assertThat(refusal(server, TlsRule.REQUIRED).reply().code()).isEqualTo(502);
            server.assertFollowed();
        }
    }

    @Test
    void heloRefused_isTheReason() throws Exception {
        try (FakeServer server =
                new FakeServer(GREETED + "S: 502 what\nC: HELO relay.test\nS: 550 5.7.1 no\n")) {
            assertThat(refusal(server, TlsRule.NEVER).reply()).hasToString("550 5.7.1 no");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPPORTUNISTIC", "REQUIRED", "VERIFIED"})
    void startTls_isBegunWhereOffered(TlsRule rule) throws Exception {
        try (FakeServer server = new FakeServer(UNDER_TLS)) {
            RelaySettings settings =
                    Transfers.settings().withTrust(TestCertificates.clientContext());
            assertThat(protection(settings, server.target(rule)).orElseThrow())
                    .startsWith("TLSv1.");
            server.assertFollowed();
        }
    }

    @Test
    void startTls_never_isNotBegun() throws Exception {
        try (FakeServer server = new FakeServer(OFFERS_TLS + "C: QUIT")) {
            assertThat(protection(Transfers.settings(), server.target(TlsRule.NEVER))).isEmpty();
            server.assertFollowed();
        }
    }

    @Test
    void implicitTls_comesBeforeTheGreeting() throws Exception {
        try (FakeServer server = new FakeServer("tls\n" + PLAIN)) {
            RelayTarget target =
                    new RelayTarget(
                            "localhost",
                            server.address(),
                            RelayTarget.Protocol.SMTP,
                            TlsRule.REQUIRED,
                            true,
                            Optional.empty());
            assertThat(protection(Transfers.settings(), target)).isPresent();
            server.assertFollowed();
        }
    }

    @Test
    void certificateOfNobody_isNotVerified() throws Exception {
        try (FakeServer server = new FakeServer(BEGINS_TLS + "tls\n")) {
            assertThat(refusal(server, TlsRule.VERIFIED).reply().status()).isEqualTo("4.7.5");
        }
    }

    @Test
    void certificateOfAnotherHost_isNotVerified() throws Exception {
        try (FakeServer server = new FakeServer(BEGINS_TLS + "tls\n")) {
            RelayTarget target =
                    new RelayTarget(
                            "mx.other.test",
                            server.address(),
                            RelayTarget.Protocol.SMTP,
                            TlsRule.VERIFIED,
                            false,
                            Optional.empty());
            RelaySettings settings =
                    Transfers.settings().withTrust(TestCertificates.clientContext());
            assertThat(refusal(settings, target).reply().status()).isEqualTo("4.7.5");
        }
    }

    @Test
    void handshakeFails_opportunistic_connectsInTheClear() throws Exception {
        try (FakeServer server =
                new FakeServer(BEGINS_TLS + "octets 5\nS: what\nclose", OFFERS_TLS + "C: QUIT")) {
            assertThat(protection(Transfers.settings(), server.target(TlsRule.OPPORTUNISTIC)))
                    .isEmpty();
            server.assertFollowed();
        }
    }

    @Test
    void handshakeFails_required_isRefused() throws Exception {
        try (FakeServer server = new FakeServer(BEGINS_TLS + "close")) {
            assertThat(refusal(server, TlsRule.REQUIRED).reply().status()).isEqualTo("4.7.5");
            server.assertFollowed();
        }
    }

    @Test
    void handshakeThatNeverEnds_endsInTime() throws Exception {
        try (FakeServer server = new FakeServer(BEGINS_TLS + "stay")) {
            RelayException refused =
                    refusal(Transfers.impatient(), server.target(TlsRule.REQUIRED));
            assertThat(refused.reply().status()).isEqualTo("4.7.5");
        }
    }

    @Test
    void startTlsNotOffered_required_isRefused() throws Exception {
        try (FakeServer server = new FakeServer(GREETED + "S: 250 mx.test\n")) {
            assertThat(refusal(server, TlsRule.REQUIRED).reply()).isEqualTo(OwnReply.NO_TLS);
        }
    }

    @Test
    void startTlsRefused_opportunistic_goesOnInTheClear() throws Exception {
        try (FakeServer server =
                new FakeServer(OFFERS_TLS + "C: STARTTLS\nS: 454 not now\nC: QUIT")) {
            assertThat(protection(Transfers.settings(), server.target(TlsRule.OPPORTUNISTIC)))
                    .isEmpty();
            server.assertFollowed();
        }
    }

    @Test
    void startTlsRefused_required_isTransient() throws Exception {
        try (FakeServer server = new FakeServer(OFFERS_TLS + "C: STARTTLS\nS: 554 5.7.0 no\n")) {
            assertThat(refusal(server, TlsRule.REQUIRED).reply())
                    .hasToString("451 4.7.4 TLS is refused: 554 5.7.0 no");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPPORTUNISTIC", "REQUIRED"})
    void octetsBehindStartTls_areNoServer(TlsRule rule) throws Exception {
        try (FakeServer server = new FakeServer(BEGINS_TLS + "S: 250 injected\nstay")) {
            assertThat(refusal(server, rule).reply().status()).isEqualTo("4.5.0");
        }
    }

    private static RelayTarget withLogin(FakeServer server) {
        return new RelayTarget(
                "localhost",
                server.address(),
                RelayTarget.Protocol.SMTP,
                TlsRule.OPPORTUNISTIC,
                false,
                Optional.of(new RelayTarget.Login("alice", "secret")));
    }

    @Test
    void login_isPlainWhereOffered() throws Exception {
        try (FakeServer server =
                new FakeServer(
                        BEGINS_TLS
                                + "tls\nC: EHLO relay.test\nS: 250-mx.test\nS: 250 AUTH LOGIN PLAIN\n"
                                + "C: AUTH PLAIN AGFsaWNlAHNlY3JldA==\nS: 235 2.7.0 hello\nC: QUIT")) {
            assertThat(protection(Transfers.settings(), withLogin(server))).isPresent();
            server.assertFollowed();
        }
    }

    @Test
    void login_isLoginWhereNothingElseIsOffered() throws Exception {
        try (FakeServer server =
                new FakeServer(
                        BEGINS_TLS
                                + "tls\nC: EHLO relay.test\nS: 250-mx.test\nS: 250 AUTH=LOGIN\n"
                                + "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YWxpY2U=\n"
                                + "S: 334 UGFzc3dvcmQ6\nC: c2VjcmV0\nS: 235 hello\nC: QUIT")) {
            assertThat(protection(Transfers.settings(), withLogin(server))).isPresent();
            server.assertFollowed();
        }
    }

    @Test
    void loginRefused_isTransient_andTellsNoSecret() throws Exception {
        try (FakeServer server =
                new FakeServer(
                        BEGINS_TLS
                                + "tls\nC: EHLO relay.test\nS: 250-mx.test\nS: 250 AUTH PLAIN\n"
                                + "C: AUTH PLAIN AGFsaWNlAHNlY3JldA==\nS: 535 5.7.8 no\n")) {
            assertThat(refusal(Transfers.settings(), withLogin(server)).reply())
                    .hasToString("454 4.7.8 login refused: 535 5.7.8 no");
        }
    }

    @Test
    void login_withoutTls_isNotSaid() throws Exception {
        try (FakeServer server = new FakeServer(GREETED + "S: 250-mx.test\nS: 250 AUTH PLAIN\n")) {
            assertThat(refusal(Transfers.settings(), withLogin(server)).reply())
                    .isEqualTo(OwnReply.NO_TLS);
            server.assertFollowed();
        }
    }

    @Test
    void loginWithoutMechanism_isRefused() throws Exception {
        try (FakeServer server =
                new FakeServer(
                        BEGINS_TLS
                                + "tls\nC: EHLO relay.test\nS: 250-mx.test\nS: 250 AUTH GSSAPI\n")) {
            assertThat(refusal(Transfers.settings(), withLogin(server)).reply())
                    .isEqualTo(OwnReply.NO_MECHANISM);
        }
    }

    @Test
    void lmtp_saysLhlo() throws Exception {
        try (FakeServer server =
                new FakeServer("S: 220 hello\nC: LHLO relay.test\nS: 250 mx.test\nC: QUIT")) {
            assertThat(
                            protection(
                                    Transfers.settings(),
                                    server.target(RelayTarget.Protocol.LMTP, TlsRule.NEVER)))
                    .isEmpty();
            server.assertFollowed();
        }
    }

    @Test
    void serverGone_connectionIsNotUsable() throws Exception {
        try (FakeServer server = new FakeServer(GREETED + "S: 250 mx.test\nclose");
                RelayConnection connection =
                        new SmtpRelay(Transfers.settings()).connect(server.target(TlsRule.NEVER))) {
            server.assertFollowed();
            assertThat(((LastingConnection) connection).isQuiet()).isFalse();
        }
    }

    @Test
    void serverStillThere_connectionIsUsable() throws Exception {
        try (FakeServer server = new FakeServer(PLAIN);
                RelayConnection connection =
                        new SmtpRelay(Transfers.settings()).connect(server.target(TlsRule.NEVER))) {
            assertThat(connection.isUsable()).isTrue();
            assertThat(((LastingConnection) connection).isQuiet()).isTrue();
            assertThat(connection.isUsable()).isTrue();
        }
    }

    @Test
    void hostname_thatWouldEndALine_isNoSetting() {
        assertThatThrownBy(() -> RelaySettings.of("a\r\nMAIL"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
