package org.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class HistoryFileTest {
    @TempDir private Path home;

    @Test
    void newFile_isItsOwnersAlone() throws IOException {
        HistoryFile.secure(home);
        assertThat(permissions()).isEqualTo("rw-------");
    }

    @Test
    void fileThatOthersCouldRead_isTightenedAndKept() throws IOException {
        Path file = Files.writeString(home.resolve(HistoryFile.NAME), "1:status\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        HistoryFile.secure(home);
        assertThat(permissions()).isEqualTo("rw-------");
        assertThat(file).hasContent("1:status");
    }

    @Test
    void homeThatIsNot_isNoFailure() {
        HistoryFile.secure(home.resolve("none"));
        assertThat(home.resolve("none")).doesNotExist();
    }

    private String permissions() throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve(HistoryFile.NAME)));
    }
}
