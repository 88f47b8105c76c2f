package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Nobody but the server's user reads mail on disk.
@DisabledOnOs(OS.WINDOWS)
final class PrivacyIT {
    @TempDir private Path folder;

    @Test
    void dataFolderThatOthersCouldRead_isItsOwnersAloneWithAllThatIsMadeInIt() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (ServerProcess server = ServerProcess.start(folder)) {
            server.createAccounts("alice");
            assertThat(server.log())
                    .contains("INFO server: " + data + " could be entered by others");
            assertThat(openToOthers(data)).isEmpty();
            server.terminate();
        }
        assertThat(openToOthers(data)).isEmpty();
        try (ServerProcess server = ServerProcess.start(folder)) {
            assertThat(server.log()).doesNotContain("could be entered by others");
        }
    }

    private static List<String> openToOthers(Path data) throws Exception {
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(data)) {
            for (Path each : all.toList()) {
                String permissions =
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
                if (!permissions.endsWith("------")) {
                    found.add(permissions + " " + data.relativize(each));
                }
            }
        }
        return found;
    }
}
