package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.server.config.Configuration;
import org.posthorn.server.config.ConfigurationException;

final class ServeOptionsTest {
    @TempDir private Path home;

    @Test
    void options_areReadInBothForms() throws UsageException {
        ServeOptions expected = new ServeOptions(Path.of("a.yaml"), Path.of("d"), -10);
        assertThat(parse("--conf", "a.yaml", "--data", "d", "--port-offset", "-10"))
                .isEqualTo(expected);
        assertThat(parse("--port-offset=-10", "--data=d", "--conf=a.yaml")).isEqualTo(expected);
        assertThat(parse()).isEqualTo(new ServeOptions(null, null, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --cnof a.yaml         | serve has no option --cnof; it has --conf FILE, --data DIR and --port-offset N.
                    --conf                | --conf needs a value.
                    --data=               | --data needs a value.
                    --port-offset ten     | --port-offset must be a whole number up to 65000; it is "ten".
                    --port-offset 70000   | --port-offset must be a whole number up to 65000; it is "70000".
                    """)
    void wrongOption_isOneSentence(String arguments, String sentence) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> parse(arguments.split(" ", -1)))
                .withMessage(sentence);
    }

    @Test
    void withoutConf_homesFileIsRead_orDefaultsHold() throws Exception {
        assertThat(parse().configuration(home)).isEqualTo(Configuration.defaults(home, 0));

        Path conf = Files.createDirectories(home.resolve("conf"));
        Files.writeString(conf.resolve("posthorn.yaml"), "data: elsewhere\n");
        assertThat(parse().configuration(home).server().dataDirectory())
                .isEqualTo(home.resolve("elsewhere"));
    }

    @Test
    void dataOnTheCommandLine_overridesTheFile() throws Exception {
        Path file = Files.writeString(home.resolve("a.yaml"), "data: elsewhere\n");
        Configuration read =
                parse("--conf", file.toString(), "--data", home + "/x/../mine").configuration(home);
        assertThat(read.server().dataDirectory()).isEqualTo(home.resolve("mine"));
    }

    @Test
    void confThatIsMissing_isRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> parse("--conf", home + "/none.yaml").configuration(home))
                .withMessageContaining("does not exist");
    }

    private static ServeOptions parse(String... arguments) throws UsageException {
        return ServeOptions.parse(List.of(arguments));
    }
}
