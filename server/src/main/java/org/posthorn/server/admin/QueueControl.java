package org.posthorn.server.admin;

import java.util.List;
import org.posthorn.smtp.queue.DestinationState;
import org.posthorn.smtp.queue.Scheduler;

/// Who works on the queue, as far as an administrator moves them.
public interface QueueControl {
    /// Tries a destination now, whatever it said lately.
    void retryNow(String destination);

    /// Says that entries of a destination are due, to be tried when it is its turn.
    void wake(String destination);

    /// How it stands with each destination that is in memory.
    List<DestinationState> states();

    /// A scheduler.
    static QueueControl of(Scheduler scheduler) {
        return new QueueControl() {
            @Override
            public void retryNow(String destination) {
                scheduler.retryNow(destination);
            }

            @Override
            public void wake(String destination) {
                scheduler.wake(destination);
            }

            @Override
            public List<DestinationState> states() {
                return scheduler.states();
            }
        };
    }
}
