package org.posthorn.smtp.drop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DropFolderTest {
    @TempDir Path place;

    private Path drop() {
        return place.resolve("drop");
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void everybodyMayLeaveMail_andNobodyMayLook() throws Exception {
        DropFolder.open(drop());
        assertThat((int) Files.getAttribute(drop(), "unix:mode") & 07777).isEqualTo(01733);
        assertThat((int) Files.getAttribute(drop().resolve("work"), "unix:mode") & 07777)
                .isEqualTo(0700);
    }

    @Test
    void whatIsLeft_isTaken_andStaysUntilItIsRemoved() throws Exception {
        DropFolder folder = DropFolder.open(drop());
        Files.writeString(drop().resolve("new-a"), "x");
        Files.writeString(drop().resolve("tmp-b"), "being written");
        assertThat(folder.take(Instant.now())).isFalse();
        Dropped taken = folder.taken().getFirst();
        assertThat(taken.user()).isEqualTo(Files.getOwner(drop().resolve("tmp-b")).getName());
        assertThat(Files.readString(taken.file())).isEqualTo("x");
        assertThat(files(drop())).isEqualTo(1);
        assertThat(DropFolder.open(drop()).taken()).containsExactly(taken);
        folder.remove(taken);
        assertThat(folder.taken()).isEmpty();
    }

    @Test
    void whatWasBegunLongAgo_goes() throws Exception {
        DropFolder folder = DropFolder.open(drop());
        Path draft = Files.writeString(drop().resolve("tmp-b"), "x");
        Files.setLastModifiedTime(draft, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        folder.take(Instant.now());
        assertThat(draft).doesNotExist();
    }

    @Test
    void linksAreNotFollowed_andSecondNamesGo() throws Exception {
        DropFolder folder = DropFolder.open(drop());
        Path secret = Files.writeString(place.resolve("secret"), "to x@evil.example\n\nsecret");
        Files.createSymbolicLink(drop().resolve("new-link"), secret);
        Files.createLink(drop().resolve("new-name"), secret);
        Files.createDirectories(drop().resolve("new-folder").resolve("full"));
        Files.writeString(drop().resolve("new-mail"), "x");
        folder.take(Instant.now());
        assertThat(folder.taken()).hasSize(1);
        assertThat(secret).exists();
        assertThat(files(drop())).isZero();
    }

    @Test
    void manyAreTakenInTurns() throws Exception {
        DropFolder folder = DropFolder.open(drop());
        for (int i = 0; i < DropFolder.TURN + 1; i++) {
            Files.writeString(drop().resolve("new-" + i), "x");
        }
        assertThat(folder.take(Instant.now())).isTrue();
        assertThat(folder.taken()).hasSize(DropFolder.TURN);
        assertThat(folder.take(Instant.now())).isFalse();
        assertThat(folder.taken()).hasSize(DropFolder.TURN + 1);
    }
}
