package org.posthorn.mailbox.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.twostores.TwoStoresContract;

final class TwoStoresInDerbyTest extends TwoStoresContract {
    @TempDir private Path directory;

    private DerbyStorage derby;
    private JdbcMailStorage other;

    @BeforeEach
    void open() {
        EmptyDatabase.copyTo(directory);
        derby = DerbyStorage.open(directory);
        other = derby.another();
    }

    @AfterEach
    void close() {
        derby.close();
    }

    @Override
    protected MailStorage one() {
        return derby.mail();
    }

    @Override
    protected MailStorage other() {
        return other;
    }
}
