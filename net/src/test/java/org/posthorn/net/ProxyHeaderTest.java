package org.posthorn.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The PROXY protocol, taken apart and on the wire.
@Timeout(60)
final class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String TCP4 = "c0000207c633640110e10019";

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    @Test
    void version1_isUnderstood() throws Exception {
        assertThat(ProxyHeader.parseV1("PROXY TCP4 192.0.2.7 198.51.100.1 4321 25"))
                .contains(new ProxyHeader(at("192.0.2.7", 4321), at("198.51.100.1", 25)));
        assertThat(ProxyHeader.parseV1("PROXY TCP6 2001:db8::1 ::1 0 65535"))
                .contains(new ProxyHeader(at("2001:db8::1", 0), at("::1", 65535)));
        assertThat(ProxyHeader.parseV1("PROXY UNKNOWN")).isEmpty();
        assertThat(ProxyHeader.parseV1("PROXY UNKNOWN ffff::1 ffff::2 1 2")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY",
                "PROXY UNKNOWNX",
                "PROXY TCP4",
                "PROXY TCP4 192.0.2.7 198.51.100.1 4321",
                "PROXY TCP4 192.0.2.7  198.51.100.1 4321 25",
                "PROXY TCP4 192.0.2.7 198.51.100.1 04321 25",
                "PROXY TCP4 192.0.2.7 198.51.100.1 65536 25",
                "PROXY TCP4 192.0.02.7 198.51.100.1 4321 25",
                "PROXY TCP4 192.0.256.7 198.51.100.1 4321 25",
                "PROXY TCP4 localhost 198.51.100.1 4321 25",
                "PROXY TCP4 ::1 ::1 4321 25",
                "PROXY TCP6 192.0.2.7 198.51.100.1 4321 25",
                "PROXY TCP6 ::1::1 ::1 4321 25",
                "PROXY UDP4 192.0.2.7 198.51.100.1 4321 25",
                "PROXY TCP4 192.0.2.7 198.51.100.1 4321 25 "
            })
    void whatIsNoVersion1_isRefused(String line) {
        assertThatThrownBy(() -> ProxyHeader.parseV1(line)).isInstanceOf(ProxyException.class);
    }

    @Test
    void version2_isUnderstood() throws Exception {
        var expected = Optional.of(new ProxyHeader(at("192.0.2.7", 4321), at("198.51.100.1", 25)));
        assertThat(ProxyHeader.parseV2(hex(SIGNATURE + "2111000c" + TCP4))).isEqualTo(expected);
        String noop = "04000100";
        assertThat(ProxyHeader.parseV2(hex(SIGNATURE + "21110010" + TCP4 + noop)))
                .isEqualTo(expected);
        assertThat(ProxyHeader.parseV2(hex(SIGNATURE + "20000000"))).isEmpty();
        assertThat(ProxyHeader.parseV2(hex(SIGNATURE + "21000003010203"))).isEmpty();
    }

    @Test
    void checksum_mustFitWhereThereIsOne() throws Exception {
        byte[] header = hex(SIGNATURE + "21110013" + TCP4 + "03000400000000");
        CRC32C sum = new CRC32C();
        sum.update(header);
        byte[] right =
                hex(
                        HexFormat.of().formatHex(header, 0, header.length - 4)
                                + HexFormat.of().toHexDigits((int) sum.getValue()));
        assertThat(ProxyHeader.parseV2(right)).isPresent();
        right[right.length - 1] ^= 1;
        assertThatThrownBy(() -> ProxyHeader.parseV2(right)).isInstanceOf(ProxyException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1111000c" + TCP4,
                "2211000c" + TCP4,
                "2112000c" + TCP4,
                "2131000c" + TCP4,
                "2111000b" + "c0000207c633640110e100",
                "21110010" + TCP4 + "04000200"
            })
    void whatIsNoVersion2_isRefused(String rest) {
        assertThatThrownBy(() -> ProxyHeader.parseV2(hex(SIGNATURE + rest)))
                .isInstanceOf(ProxyException.class);
    }

    @Test
    void anything_isUnderstoodOrRefused() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] good = hex(SIGNATURE + "21110017" + TCP4 + "0300040000000004000100");
        for (int i = 0; i < 50_000; i++) {
            byte[] header = good.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                header[12 + random.nextInt(header.length - 12)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(ProxyHeader.parseV2(header)).isNotNull();
            } catch (ProxyException refused) {
                assertThat(refused).hasMessageContaining("PROXY header");
            }
        }
    }

    private static Listener listener(Tls tls, ConnectionLimits limits, String proxies)
            throws IOException {
        return Listener.open(
                new ListenerSettings(
                        "test",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        tls,
                        limits,
                        new Timeouts(
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(5)),
                        List.of(Network.parse(proxies))),
                connection -> {
                    String client = connection.remoteAddress().toString();
                    connection.output().writeAscii("you are " + client + "\r\n");
                    connection.output().flush();
                    connection.input().readLine(100);
                });
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void listedPeer_isWhomItSpeaksFor_beforeTls() throws Exception {
        Tls tls = new Tls.Implicit(TestCertificates.serverContext());
        try (Listener listener = listener(tls, new ConnectionLimits(9, 9), "127.0.0.1");
                TestClient client = TestClient.connect(listener.port())) {
            client.send(octets("PROXY TCP4 192.0.2.7 127.0.0.1 4321 25\r\n"));
            client.startTls();
            assertThat(client.readLine()).isEqualTo("you are /192.0.2.7:4321");
        }
    }

    @Test
    void pipelinedCommands_areNotEatenWithTheHeader() throws Exception {
        try (Listener listener =
                        listener(new Tls.None(), new ConnectionLimits(9, 9), "127.0.0.0/8");
                TestClient client = TestClient.connect(listener.port())) {
            var sent = new ByteArrayOutputStream();
            sent.writeBytes(hex(SIGNATURE + "2111000c" + TCP4));
            sent.writeBytes(octets("bye\r\n"));
            client.send(sent.toByteArray());
            assertThat(client.readLine()).isEqualTo("you are /192.0.2.7:4321");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void listedPeerThatSaysSomethingElse_isNotServed() throws Exception {
        try (Listener listener =
                listener(new Tls.None(), new ConnectionLimits(9, 9), "127.0.0.1")) {
            for (String said :
                    List.of(
                            "EHLO client.example\r\n",
                            "PROXY TCP4 x y 1 2\r\n",
                            "PROXY TCP4 " + "1".repeat(200))) {
                try (TestClient client = TestClient.connect(listener.port())) {
                    client.send(octets(said));
                    assertClosed(client);
                }
            }
        }
    }

    private static void assertClosed(TestClient client) {
        try {
            assertThat(client.isAtEnd()).isTrue();
        } catch (IOException reset) {
            assertThat(reset).isInstanceOf(java.net.SocketException.class);
        }
    }

    @Test
    void unlistedPeer_isNotAsked() throws Exception {
        try (Listener listener = listener(new Tls.None(), new ConnectionLimits(9, 9), "192.0.2.1");
                TestClient client = TestClient.connect(listener.port())) {
            assertThat(client.readLine()).startsWith("you are /127.0.0.1:");
        }
    }

    @Test
    void clients_areLimited_andNotTheProxy() throws Exception {
        try (Listener listener = listener(new Tls.None(), new ConnectionLimits(9, 1), "127.0.0.1");
                TestClient one = TestClient.connect(listener.port());
                TestClient again = TestClient.connect(listener.port());
                TestClient other = TestClient.connect(listener.port())) {
            one.send(octets("PROXY TCP4 192.0.2.7 127.0.0.1 4321 25\r\n"));
            assertThat(one.readLine()).startsWith("you are /192.0.2.7:");
            again.send(octets("PROXY TCP4 192.0.2.7 127.0.0.1 4322 25\r\n"));
            assertClosed(again);
            other.send(octets("PROXY TCP4 192.0.2.8 127.0.0.1 4323 25\r\n"));
            assertThat(other.readLine()).startsWith("you are /192.0.2.8:");
        }
    }
}
