package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptOctetsTest {
    @Test
    void blocksCount_holesDoNot(@TempDir Path folder) throws IOException {
        long before = KeptOctets.of(folder);
        Files.write(folder.resolve("file"), new byte[100_001]);
        try (var holes = new RandomAccessFile(folder.resolve("holes").toFile(), "rw")) {
            holes.setLength(10_000_000);
        }
        assertThat(KeptOctets.of(folder) - before).isBetween(100_001L, 200_000L);
    }
}
