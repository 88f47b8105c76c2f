package org.posthorn.mailbox.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What each version of the schema has written is opened, migrated and whole.
final class FrozenFolderTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"schema-2.zip", "schema-3.zip", "schema-4.zip"})
    void folderOfAVersion_isOpened_andAllIsThere(String version) throws Exception {
        FrozenFolder.unpack(version, directory);
        FrozenFolder.check(directory, version.compareTo("schema-4") >= 0);
    }
}
