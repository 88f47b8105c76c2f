package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every file of the database has pages of 4 KiB: tables, indexes and Derby's own catalogs.
final class DerbyPagesTest {
    @TempDir private Path directory;

    @Test
    void aNewDatabase_hasNoOtherPages() {
        check();
    }

    @Test
    void aMigratedDatabase_hasNoOtherPages() throws Exception {
        FrozenFolder.unpack("schema-2.zip", directory);
        check();
    }

    private record Container(String name, int pageOctets, long pages) {}

    private void check() {
        try (var storage = DerbyStorage.open(directory)) {
            var containers =
                    storage.database()
                            .reading(tx ->
                                    tx.list(
                                            """
                                            SELECT conglomeratename, pagesize, numallocatedpages
                                            FROM TABLE (SYSCS_DIAG.SPACE_TABLE()) AS t
                                            """,
                                            row ->
                                                    new Container(
                                                            row.getString(1),
                                                            row.getInt(2),
                                                            row.getLong(3))));
            assertThat(containers).extracting(Container::name).contains("SYSTABLES", "MESSAGES");
            assertThat(containers).filteredOn(each -> each.pageOctets() != 4096).isEmpty();
            assertThat(containers).allSatisfy(each -> assertThat(each.pages()).isPositive());
            checkTables(storage);
        }
    }

    /// Reads every row of every table and every entry of its indexes.
    private static void checkTables(DerbyStorage storage) {
        List<String[]> tables = new ArrayList<>();
        storage.database()
                .reading(tx -> {
                    tx.forEach(
                            """
                            SELECT schemaname, tablename
                            FROM sys.systables t JOIN sys.sysschemas s ON t.schemaid = s.schemaid
                            WHERE tabletype IN ('T', 'S')
                            """,
                            row -> tables.add(new String[] {row.getString(1), row.getString(2)}));
                    return true;
                });
        assertThat(tables).hasSizeGreaterThan(30);
        for (String[] table : tables) {
            int sound =
                    storage.database()
                            .reading(tx ->
                                    tx.first(
                                                    "VALUES SYSCS_UTIL.SYSCS_CHECK_TABLE(?, ?)",
                                                    row -> row.getInt(1),
                                                    table[0],
                                                    table[1])
                                            .orElseThrow());
            assertThat(sound).as(table[1]).isEqualTo(1);
        }
    }
}
