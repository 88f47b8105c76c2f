package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.derby.DerbyDisk;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.StoreFullException;
import org.posthorn.mailbox.store.UnknownOutcomeException;

/// Which failures undo a transaction, and which end the process.
final class JdbcDatabaseTest {
    @TempDir private Path directory;

    private final List<String> ends = new ArrayList<>();
    private final PrometheusRegistry figures = new PrometheusRegistry();
    private DerbyStorage storage;

    @BeforeEach
    void open() {
        EmptyDatabase.copyTo(directory);
        storage =
                DerbyStorage.open(
                        directory, 0, OctetsPlace.SEGMENTS, (why, _) -> ends.add(why), figures);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private static boolean addDomain(JdbcTransaction tx) {
        return tx.update("INSERT INTO domains VALUES ('a.example')") == 1;
    }

    private int domains() {
        return DomainRows.names(storage).size();
    }

    @Test
    void exceptionBeforeTheCommit_isUndone_andNoEnd() {
        assertThatThrownBy(() ->
                        storage.database()
                                .inTransaction(tx -> {
                                    addDomain(tx);
                                    throw new IllegalStateException("ours");
                                }))
                .hasMessage("ours");
        assertThat(domains()).isZero();
        assertThat(ends).isEmpty();
    }

    private double transactions(String outcome) {
        return figures.scrape(name -> name.equals("posthorn_store_transactions")).stream()
                .map(CounterSnapshot.class::cast)
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .filter(point -> outcome.equals(point.getLabels().get("outcome")))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    @Test
    void transactions_areCountedByWhatCameOfThem() {
        double committed = transactions("committed");
        storage.database().inTransaction(JdbcDatabaseTest::addDomain);
        assertThatThrownBy(() ->
                        storage.database()
                                .inTransaction(_ -> {
                                    throw new IllegalStateException("ours");
                                }))
                .hasMessage("ours");
        assertThat(transactions("committed")).isEqualTo(committed + 1);
        assertThat(transactions("undone")).isEqualTo(1);
    }

    @Test
    void retryableFailure_isTriedAgain() {
        var tries = new AtomicInteger();
        storage.database()
                .inTransaction(tx -> {
                    addDomain(tx);
                    if (tries.incrementAndGet() < 3) {
                        throw new JdbcFailure(new SQLException("deadlock", "40001", 30_000));
                    }
                    return true;
                });
        assertThat(tries).hasValue(3);
        assertThat(transactions("tried_again")).isEqualTo(2);
        assertThat(domains()).isEqualTo(1);
    }

    @Test
    void fullDisk_isUndone_andSaysSo() {
        var full =
                new SQLException("no", "XSDF1", 20_000, new IOException("No space left on device"));
        assertThatThrownBy(() -> fail(full)).isInstanceOf(StoreFullException.class);
        assertThat(ends).isEmpty();
    }

    @Test
    void errorOfOurs_isUndone_andItsConnectionIsNeverUsedAgain() {
        var connections = new ArrayList<Connection>();
        assertThatThrownBy(() ->
                        storage.database()
                                .inTransaction(tx -> {
                                    connections.add(tx.connection());
                                    addDomain(tx);
                                    throw new StackOverflowError();
                                }))
                .isInstanceOf(StackOverflowError.class);
        storage.database().inTransaction(tx -> connections.add(tx.connection()));
        assertThat(connections).hasSize(2).doesNotHaveDuplicates();
        assertThat(domains()).isZero();
        assertThat(ends).isEmpty();
    }

    @Test
    void outOfMemory_endsTheProcess() {
        assertThatThrownBy(() ->
                        storage.database()
                                .inTransaction(_ -> {
                                    throw new OutOfMemoryError("a test's");
                                }))
                .isInstanceOf(StoreException.class);
        assertThat(ends).containsExactly("an error arose in the database");
    }

    @Test
    void errorThatDerbyWraps_endsTheProcess() {
        assertThatThrownBy(() ->
                        fail(new SQLException("Java exception", "XJ001", 0, new LinkageError())))
                .isInstanceOf(StoreException.class);
        assertThat(ends).containsExactly("the database has failed");
    }

    @Test
    void failureOfTheDatabase_deepInAChain_endsTheProcess_andNothingSucceedsAfterwards() {
        var statement = new SQLException("batch", "XBATC", 20_000);
        statement.setNextException(new SQLException("page", "XSDG0", 45_000));
        assertThatThrownBy(() -> fail(statement)).isInstanceOf(StoreException.class);
        assertThat(ends).containsExactly("the database has failed");
        assertThatThrownBy(() -> storage.database().inTransaction(JdbcDatabaseTest::addDomain))
                .isInstanceOf(StoreException.class)
                .hasMessage("the server has ended: the database has failed");
    }

    /// The connection dies before the commit, which then fails.
    @Test
    void commitThatFails_endsTheProcess_andNobodyKnowsWhatBecameOfIt() {
        assertThatThrownBy(() ->
                        storage.database()
                                .inTransaction(tx -> {
                                    addDomain(tx);
                                    abort(tx.connection());
                                    return true;
                                }))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage("the server has ended: a commit may be on disk or not");
        assertThat(ends).containsExactly("a commit may be on disk or not");
    }

    /// Derby would boot it again for the next connection.
    @Test
    void databaseThatIsShutDownUnderneath_isNotBootedAgain_butEndsTheProcess() {
        // The first number of its kind finds the connection dead, and the next takes a new one.
        DerbyEngine.shutDown(DerbyEngine.source(directory.resolve("database"), DerbyDisk.NAME));
        assertThatThrownBy(() -> storage.mail().newEmailId()).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> storage.mail().newEmailId()).isInstanceOf(StoreException.class);
        assertThat(ends).containsExactly("the database has failed");
        assertThat(directory.resolve("database/db.lck")).doesNotExist();
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void fail(SQLException failure) {
        storage.database()
                .inTransaction(_ -> {
                    throw new JdbcFailure(failure);
                });
    }
}
