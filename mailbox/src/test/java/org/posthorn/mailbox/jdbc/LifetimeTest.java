package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UnknownOutcomeException;

/// What is said of a commit: done, not done, or nobody knows.
final class LifetimeTest {
    private final List<String> ends = new ArrayList<>();
    private final Lifetime life = new Lifetime((why, _) -> ends.add(why));

    private static void fail() throws IOException {
        throw new IOException("no force");
    }

    @Test
    void commitThatFails_isOfUnknownOutcome_andTheNextIsNotRun() {
        life.started();
        assertThatThrownBy(() -> life.commit(LifetimeTest::fail))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasRootCauseMessage("no force");
        assertThat(ends).containsExactly("a commit may be on disk or not");
        assertThatThrownBy(() -> life.commit(() -> ends.add("run")))
                .isInstanceOf(StoreException.class);
        assertThat(ends).hasSize(1);
    }

    @Test
    void commitDuringWhichTheDatabaseFails_isOfUnknownOutcome() {
        life.started();
        assertThatThrownBy(() ->
                        life.commit(() -> {
                            var _ = life.end("a page is bad", new IOException("bad"));
                        }))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage("the server has ended: a page is bad");
    }

    @Test
    void commitThatFails_atTheStart_isARefusedStart() {
        assertThatThrownBy(() -> life.commit(LifetimeTest::fail))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("The store cannot be opened: ");
        assertThat(ends).isEmpty();
    }

    @Test
    void commitThatFails_whenTheDatabaseIsClosedUnderIt_isNoEndOfTheProcess() {
        life.started();
        assertThatThrownBy(() ->
                        life.commit(() -> {
                            var closing = new Thread(() -> life.abandon(Duration.ZERO));
                            closing.start();
                            closing.join();
                            fail();
                        }))
                .isInstanceOf(StoreException.class)
                .hasMessage("the server is stopping");
        assertThat(ends).isEmpty();
    }
}
