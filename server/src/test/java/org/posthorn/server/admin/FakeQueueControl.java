package org.posthorn.server.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.posthorn.smtp.queue.DestinationState;

/// Remembers what it was asked, such as `retry mx:far.example`.
final class FakeQueueControl implements QueueControl {
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<DestinationState> states = new ArrayList<>();

    @Override
    public void retryNow(String destination) {
        asked.add("retry " + destination);
    }

    @Override
    public void wake(String destination) {
        asked.add("wake " + destination);
    }

    @Override
    public List<DestinationState> states() {
        return states;
    }
}
