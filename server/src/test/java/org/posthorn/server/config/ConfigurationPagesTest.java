package org.posthorn.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Pins every key, default and bound: to change one is to change these pages too.
///
/// `-Dposthorn.write-pages=true` writes them anew.
final class ConfigurationPagesTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void defaultFile_isWhatIsDeclared() throws IOException {
        holds(ROOT.resolve("conf/posthorn.yaml"), ConfigurationPages.yaml());
    }

    @Test
    void referencePage_isWhatIsDeclared() throws IOException {
        holds(ROOT.resolve("docs/configuration.md"), ConfigurationPages.markdown());
    }

    @Test
    void defaultFile_setsEveryKeyToItsDefault() throws Exception {
        Path home = Path.of("/posthorn");
        Configuration read =
                Configuration.from(
                        SettingsFile.parse(
                                "posthorn.yaml", ConfigurationPages.yaml(), Configuration.SECTIONS),
                        home,
                        0);
        assertThat(read).isEqualTo(Configuration.defaults(home, 0));
        for (Section section : Configuration.SECTIONS) {
            for (Setting<?> setting : section.settings()) {
                assertThat(roundTrip(setting)).as(setting.key()).isEqualTo(setting.fallback());
            }
        }
    }

    private static <T> T roundTrip(Setting<T> setting) throws BadValueException {
        return setting.kind().parse(setting.printedFallback());
    }

    private static void holds(Path page, String expected) throws IOException {
        if (Boolean.getBoolean("posthorn.write-pages")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, expected);
        }
        assertThat(Files.readString(page))
                .as(
                        "%s; to write it anew: mvn test -pl server -am -Dposthorn.write-pages=true",
                        page)
                .isEqualTo(expected);
    }
}
