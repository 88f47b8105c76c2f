package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.Alias;
import org.posthorn.mailbox.directory.Authentication;
import org.posthorn.mailbox.directory.DirectoryContract;
import org.posthorn.mailbox.directory.DirectoryStorage;
import org.posthorn.mailbox.directory.DirectoryTransaction;
import org.posthorn.mailbox.store.MailStore;

/// One data directory for all tests, emptied after each: a database takes a second to make.
class JdbcDirectoryTest extends DirectoryContract {
    @TempDir static Path data;

    private static OpenStore derby;

    @BeforeAll
    static void openDatabase() {
        derby = OpenStore.open(data);
    }

    @AfterAll
    static void closeDatabase() {
        derby.close();
    }

    @Override
    protected DirectoryStorage storage() {
        return derby.directoryStorage();
    }

    @Override
    protected MailStore store() {
        return derby.store();
    }

    @AfterEach
    void empty() {
        storage()
                .change(tx -> {
                    for (var domain : tx.rows().domains()) {
                        tx.rows().aliases(domain).forEach(alias -> remove(tx, alias));
                        tx.rows().accounts(domain).forEach(account -> remove(tx, account));
                    }
                    tx.rows().domains().forEach(tx.rows()::removeDomain);
                    return true;
                });
    }

    private static void remove(DirectoryTransaction tx, Alias alias) {
        alias.targets().forEach(target -> tx.rows().removeTarget(alias.address(), target));
    }

    private static void remove(DirectoryTransaction tx, Account account) {
        tx.removeMailboxes(account.id());
        tx.rows().removeAccount(account.id());
    }

    @Test
    void everything_isThereAfterARestart() {
        derby.directory().addAccount(ALICE, SECRET);
        derby.directory().addAliasTarget(SALES, ALICE);
        var before = derby.directory().account(ALICE).orElseThrow();

        derby.close();
        derby = OpenStore.open(data);

        assertThat(derby.directory().domains()).containsExactly(EXAMPLE);
        assertThat(derby.directory().account(ALICE)).contains(before);
        assertThat(derby.directory().aliases(EXAMPLE)).hasSize(1);
        assertThat(derby.authenticator().authenticate(ALICE.toString(), SECRET))
                .isEqualTo(new Authentication.Success(before));
    }
}
