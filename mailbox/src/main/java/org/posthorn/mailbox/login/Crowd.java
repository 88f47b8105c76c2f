package org.posthorn.mailbox.login;

import java.util.HashMap;
import java.util.Map;

/// How many logins of each kind are at something now. Guarded by its owner.
final class Crowd<K> {
    private final Map<K, Integer> counts = new HashMap<>();

    int count(K key) {
        return counts.getOrDefault(key, 0);
    }

    void enter(K key) {
        counts.merge(key, 1, Integer::sum);
    }

    void leave(K key) {
        counts.computeIfPresent(key, (_, n) -> n == 1 ? null : n - 1);
    }
}
