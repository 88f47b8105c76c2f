package org.posthorn.mailbox.routes;

import java.util.Arrays;
import java.util.Optional;

/// The kinds of [RouteEntry].
public enum RouteKind {
    GROUP("group"),
    FORWARD("forward"),
    DOMAIN_ALIAS("domain-alias"),
    CATCH_ALL("catch-all"),
    PATTERN("pattern"),
    REWRITING("rewrite"),
    RELAY("relay"),
    RELAY_USE("relay-use"),
    DOMAIN_RELAY("domain-relay"),
    JOURNAL("journal"),
    SEND_AS("send-as"),
    DETAIL("detail"),
    POSTMASTER("postmaster");

    private final String word;

    RouteKind(String word) {
        this.word = word;
    }

    /// What it is called in rows and by administrators; never changes.
    public String word() {
        return word;
    }

    /// The kind that is called so.
    public static Optional<RouteKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
