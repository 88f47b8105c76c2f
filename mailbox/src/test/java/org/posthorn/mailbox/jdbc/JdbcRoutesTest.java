package org.posthorn.mailbox.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.routes.RoutesContract;

/// One database for all tests, emptied after each, and a store of its own for each test.
class JdbcRoutesTest extends RoutesContract {
    @TempDir static Path data;

    private static DerbyStorage derby;

    private Mail mail;

    @BeforeAll
    static void openDatabase() {
        derby = DerbyStorage.open(data);
    }

    @AfterAll
    static void closeDatabase() {
        derby.close();
    }

    @BeforeEach
    void openStore() {
        mail = Mail.over(derby.mail());
    }

    @Override
    protected Mail mail() {
        if (mail == null) {
            openStore();
        }
        return mail;
    }

    @Override
    protected Mail reopened() {
        return Mail.over(derby.mail());
    }

    @AfterEach
    void empty() {
        derby.database()
                .inTransaction(tx -> {
                    tx.update("DELETE FROM routes");
                    tx.update("DELETE FROM aliases");
                    tx.update("DELETE FROM accounts");
                    tx.update("DELETE FROM domains");
                    return true;
                });
    }
}
