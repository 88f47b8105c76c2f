package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Whom the data folder lets in.
@DisabledOnOs(OS.WINDOWS)
final class DataDirectoryTest {
    @TempDir private Path folder;
    private Path data;

    @BeforeEach
    void name() {
        data = folder.resolve("data");
    }

    @Test
    void newFolder_isItsOwnersAlone() throws Exception {
        DataDirectory.open(data);
        assertThat(permissions(data)).isEqualTo("rwx------");
    }

    @Test
    void folderThatOthersCouldRead_isTightenedWithAllInIt() throws Exception {
        Path database = Files.createDirectories(data.resolve("database/seg0"));
        Path row = Files.writeString(database.resolve("c10.dat"), "row");
        Path token = Files.writeString(data.resolve("admin-token"), "token");
        for (Path each : new Path[] {data, data.resolve("database"), database}) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(row, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("r--r-----"));

        DataDirectory.open(data);

        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(data.resolve("database"))).isEqualTo("rwx------");
        assertThat(permissions(database)).isEqualTo("rwx------");
        assertThat(permissions(row)).isEqualTo("rw-------");
        assertThat(permissions(token)).isEqualTo("r--------");
    }

    @Test
    void linkInTheFolder_leadsToNoOtherFile() throws Exception {
        Path other = Files.writeString(folder.resolve("other"), "mine");
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r--r--"));
        Files.createDirectory(data);
        Files.createSymbolicLink(data.resolve("link"), other);
        DataDirectory.open(data);
        assertThat(permissions(other)).isEqualTo("rw-r--r--");
    }

    @Test
    void folderThatIsALink_isTightenedWhereItIs() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path file = Files.writeString(real.resolve("file"), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.createSymbolicLink(data, real);
        DataDirectory.open(data);
        assertThat(permissions(real)).isEqualTo("rwx------");
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
