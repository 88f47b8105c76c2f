package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JdbcTransactionTest {
    private static final String INSERT = "INSERT INTO domains (name) VALUES (?)";

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, LinkageError.class})
    void batchThatFailsHalfWay_leavesNothingToTheNextTransaction(Class<? extends Throwable> failing)
            throws ReflectiveOperationException {
        var failure = failing.getConstructor(String.class).newInstance("in the middle");
        try (var storage = DerbyStorage.open(directory)) {
            assertThatThrownBy(() -> insert(storage, List.of("a", "b"), failure)).isSameAs(failure);

            insert(storage, List.of("c"), failure);

            assertThat(domains(storage)).containsExactly("c");
        }
    }

    /// Fails at `b`.
    private static void insert(DerbyStorage storage, List<String> names, Throwable failure) {
        storage.database()
                .inTransaction(tx ->
                        tx.updateEach(
                                INSERT,
                                names,
                                name -> {
                                    if (name.equals("b")) {
                                        throwUnchecked(failure);
                                    }
                                    return new Object[] {name};
                                }));
    }

    private static void throwUnchecked(Throwable failure) {
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError(failure);
        }
    }

    private static List<String> domains(DerbyStorage storage) {
        return storage.database()
                .reading(tx -> tx.list("SELECT name FROM domains", row -> row.getString(1)));
    }

    @Test
    void batchOfMany_isRunInPieces_andSaysWhatEachDid() {
        var fake = new CountingStatement();
        var items = IntStream.range(0, 200_000).boxed().toList();

        int[] counts =
                new JdbcTransaction(fake.connection())
                        .updateEach("sql", items, item -> new Object[] {item});

        assertThat(fake.mostWaiting).isLessThanOrEqualTo(1000);
        assertThat(counts).isEqualTo(items.stream().mapToInt(item -> item % 3).toArray());
    }

    @Test
    void batchOfNothing_doesNothing() {
        var fake = new CountingStatement();
        assertThat(
                        new JdbcTransaction(fake.connection())
                                .updateEach("sql", List.of(), _ -> new Object[0]))
                .isEmpty();
        assertThat(fake.mostWaiting).isZero();
    }

    /// A statement that says for each item how much it is modulo 3.
    private static final class CountingStatement {
        private final int[] waiting = new int[200_000];
        private int item;
        private int size;
        private int mostWaiting;

        Connection connection() {
            return proxy(
                    Connection.class,
                    (_, method, _) -> {
                        assertThat(method.getName()).isEqualTo("prepareStatement");
                        return proxy(PreparedStatement.class, this::call);
                    });
        }

        private @Nullable Object call(Object proxy, Method method, Object[] arguments) {
            switch (method.getName()) {
                case "setInt" -> item = (Integer) arguments[1];
                case "addBatch" -> {
                    waiting[size++] = item % 3;
                    mostWaiting = Math.max(mostWaiting, size);
                }
                case "executeBatch" -> {
                    int[] counts = Arrays.copyOf(waiting, size);
                    size = 0;
                    return counts;
                }
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        }

        private static <T> T proxy(Class<T> type, InvocationHandler handler) {
            return type.cast(
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
        }
    }
}
