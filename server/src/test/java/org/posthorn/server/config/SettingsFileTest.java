package org.posthorn.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a configuration may say, and what it is told when it says something else.
final class SettingsFileTest {
    private static final Path HOME = Path.of("/posthorn");

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "---\n", "listeners:\n", "listeners:\n  imap:\n"})
    void emptyParts_haveDefaults(String yaml) throws ConfigurationException {
        assertThat(read(yaml, 0)).isEqualTo(Configuration.defaults(HOME, 0));
    }

    @Test
    void defaults_areTheDesigns() throws ConfigurationException {
        Configuration defaults = Configuration.defaults(HOME, 0);
        assertThat(defaults.server().dataDirectory()).isEqualTo(Path.of("/posthorn/data"));
        assertThat(defaults.endpoints().smtp().port()).isEqualTo(2525);
        assertThat(defaults.endpoints().submission().port()).isEqualTo(2587);
        assertThat(defaults.endpoints().submissions().port()).isEqualTo(2465);
        assertThat(defaults.endpoints().lmtp().port()).isEqualTo(2024);
        assertThat(defaults.endpoints().lmtp().address()).isEqualTo(ListenAddress.LOCALHOST);
        assertThat(defaults.endpoints().imap().port()).isEqualTo(2143);
        assertThat(defaults.endpoints().imap().address()).isEqualTo(ListenAddress.ALL);
        assertThat(defaults.endpoints().imaps().port()).isEqualTo(2993);
        assertThat(defaults.endpoints().pop3().port()).isEqualTo(2110);
        assertThat(defaults.endpoints().pop3s().port()).isEqualTo(2995);
        assertThat(defaults.admin().port()).isEqualTo(2080);
        assertThat(defaults.tls()).isEqualTo(new TlsSettings.SelfSigned());
    }

    @Test
    void portOffset_shiftsEveryPortButZero() throws ConfigurationException {
        Configuration shifted = read("listeners:\n  imap:\n    port: 0\n", 100);
        assertThat(shifted.endpoints().smtp().port()).isEqualTo(2625);
        assertThat(shifted.admin().port()).isEqualTo(2180);
        assertThat(shifted.endpoints().imap().port()).isZero();
    }

    @Test
    void portOffset_beyondThePorts_namesTheSetting() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read("listeners:\n  smtp:\n    port: 60000\n", 6000))
                .withMessage(
                        "test.yaml:3: listeners.smtp.port with --port-offset 6000 would be 66000,"
                                + " which is no port");
    }

    @Test
    void paths_startAtHome() throws ConfigurationException {
        Configuration read =
                read("data: mail\ntls:\n  certificate: tls/chain.pem\n  key: /etc/key.pem\n", 0);
        assertThat(read.server().dataDirectory()).isEqualTo(HOME.resolve("mail"));
        assertThat(read.tls())
                .isEqualTo(
                        new TlsSettings.PemFiles(
                                HOME.resolve("tls/chain.pem"), Path.of("/etc/key.pem")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    hostnam: a                              | 1: unknown key hostnam; did you mean hostname?
                    listeners:\\n  smpt:\\n    port: 1      | 2: unknown key listeners.smpt; did you mean listeners.smtp?
                    listeners:\\n  imap:\\n    prot: 1      | 3: unknown key listeners.imap.prot; did you mean listeners.imap.port?
                    level: info                             | 1: unknown key level; did you mean logging.level?
                    data: a\\n\\ndata: b                    | 3: data stands twice; remove one of them
                    listeners:\\n  imap:\\n    port: http   | 3: listeners.imap.port must be a whole number from 0 to 65535; it is "http"
                    listeners:\\n  imap:\\n    port: 70000  | 3: listeners.imap.port must be a whole number from 0 to 65535; it is "70000"
                    listeners:\\n  imap:\\n    port:        | 3: listeners.imap.port has no value; it must be a whole number from 0 to 65535
                    listeners:\\n  imap:\\n    port: [1]    | 3: listeners.imap.port must be a whole number from 0 to 65535
                    listeners:\\n  imap:\\n    enabled: no  | 3: listeners.imap.enabled must be true or false; it is "no"
                    listeners:\\n  imap:\\n    address: here | 3: listeners.imap.address must be an IP address, localhost for 127.0.0.1 and ::1, or "*" for all; it is "here"
                    listeners: 7                            | 1: listeners must hold keys with values
                    - data                                  | 1: the file must hold keys with values
                    stop-grace: 5                           | 1: stop-grace must be a number with its unit: ms, s, min, h; it is "5"
                    stop-grace: 2 h                         | 1: stop-grace must be a time such as 30 s or 5 min, from 0 ms to 10 min; it is "2 h"
                    hostname: a_b                           | 1: hostname must be a host name such as mail.example.com, or ""; it is "a_b"
                    logging:\\n  level: loud                | 2: logging.level must be one of trace, debug, info, warning, error; it is "loud"
                    tls:\\n  key: k.pem                     | 2: tls.key is set, so tls.certificate must be set too
                    ? [a]\\n: b                             | 1: not YAML: Non scalar key is detected but it is not configured to be allowed.
                    """)
    void wrongFile_isRefusedWithLineAndKey(String yaml, String complaint) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(yaml.replace("\\n", "\n"), 0))
                .withMessage("test.yaml:" + complaint);
    }

    @Test
    void notYaml_isRefusedWithItsLine() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read("data: a\n  hostname: {\n", 0))
                .withMessageMatching("test\\.yaml:\\d+: not YAML: .+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void veryDeepFile_isRefusedWithItsLine(String level) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read("# mine\ndata: a\nsmtp:\n  " + level.repeat(50_000), 0))
                .withMessage(
                        "test.yaml:4: nested more than 20 levels deep; is it a configuration?");
    }

    @Test
    void missingFile_isOneSentence(@TempDir Path folder) {
        Path file = folder.resolve("none.yaml");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Configuration.read(file, HOME, 0))
                .withMessage(
                        "The configuration file %s does not exist; name one with --conf.", file);
    }

    @Test
    void fileThatIsNoText_isRefused(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("a.yaml"), new byte[] {(byte) 0xff, 0, 7});
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Configuration.read(file, HOME, 0))
                .withMessage(file + " is not UTF-8 text.");
    }

    @Test
    void units_readAndPrint() throws BadValueException {
        Kind.TimeSpan span = new Kind.TimeSpan(Duration.ZERO, Duration.ofDays(1));
        assertThat(span.parse("90 s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(span.parse("2min")).isEqualTo(Duration.ofMinutes(2));
        assertThat(span.print(Duration.ofSeconds(90))).isEqualTo("90 s");
        assertThat(span.print(Duration.ofHours(2))).isEqualTo("2 h");
        Kind.Octets octets = new Kind.Octets(0, Long.MAX_VALUE);
        assertThat(octets.parse("50 MiB")).isEqualTo(52_428_800);
        assertThat(octets.print(52_428_800L)).isEqualTo("50 MiB");
        assertThat(octets.print(0L)).isEqualTo("0 B");
    }

    /// Whatever the file holds, it is read or refused; nothing else escapes.
    @Test
    void damagedFiles_areReadOrRefused() {
        Random random = new Random(20_261_122);
        String alphabet = ":{}[]#&*!|>'\"%@`-? \n\tabc0é\u0000\uFEFF";
        String original = ConfigurationPages.yaml();
        long end = System.nanoTime() + 1_000_000_000L;
        for (int round = 0; round < 300 && System.nanoTime() < end; round++) {
            StringBuilder damaged = new StringBuilder(original);
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                int at = random.nextInt(damaged.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                damaged.replace(at, at + random.nextInt(0, 3), String.valueOf(c));
            }
            readOrRefuse(damaged.toString(), round);
        }
    }

    private static void readOrRefuse(String yaml, int round) {
        try {
            read(yaml, 0);
        } catch (ConfigurationException e) {
            assertThat(e).hasMessageStartingWith("test.yaml:");
        } catch (RuntimeException e) {
            fail("round " + round + ":\n" + yaml, e);
        }
    }

    private static Configuration read(String yaml, int portOffset) throws ConfigurationException {
        return Configuration.from(
                SettingsFile.parse("test.yaml", yaml, Configuration.SECTIONS), HOME, portOffset);
    }
}
