package org.posthorn.mailbox.change;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Who is told of changes.
public final class Followers {
    private final List<Follower> followers = new CopyOnWriteArrayList<>();

    /// Begins to tell a follower of every commit; until it is closed.
    public Following add(Follower follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    /// Ends with [#close].
    @FunctionalInterface
    public interface Following extends AutoCloseable {
        @Override
        void close();
    }

    /// What is done is done, so a follower's failure is its own.
    void tell(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        for (Follower follower : followers) {
            Quietly.run("a follower did not hear of a change", () -> follower.changed(changes));
        }
    }
}
