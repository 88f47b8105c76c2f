package org.posthorn.bench;

import java.util.List;
import java.util.stream.IntStream;

/// An account that the measurements use, on each server.
record Account(String address, String password) {
    static final String DOMAIN = "bench.example.com";

    /// Those that mail is delivered to.
    static final List<Account> RECIPIENTS =
            IntStream.range(0, 64).mapToObj(i -> named("user%02d".formatted(i))).toList();

    /// The one with the large mailbox.
    static final Account READER = named("reader");

    static Account named(String name) {
        return new Account(name + "@" + DOMAIN, "bench-" + name);
    }
}
