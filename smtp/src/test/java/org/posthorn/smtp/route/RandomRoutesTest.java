package org.posthorn.smtp.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.directory.DirectoryOutcome;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.routes.InvalidRouteException;
import org.posthorn.mailbox.routes.RouteEntry;
import org.posthorn.mailbox.routes.RouteKind;

/// Whatever entries are accepted, every recipient comes to an end, in bounds, and not in a circle.
final class RandomRoutesTest {
    private static final List<String> DOMAINS = List.of("a.example", "b.example", "far.example");
    private static final List<RouteKind> KINDS =
            List.of(
                    RouteKind.GROUP,
                    RouteKind.FORWARD,
                    RouteKind.FORWARD,
                    RouteKind.DOMAIN_ALIAS,
                    RouteKind.CATCH_ALL,
                    RouteKind.PATTERN,
                    RouteKind.POSTMASTER);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void randomTables_neverGoRoundInCircles() {
        int accepted = 0;
        for (int round = 0; round < 15; round++) {
            try (var fixture = new RouteFixture().domain("b.example")) {
                for (int i = 0; i < 60; i++) {
                    accepted += change(fixture) ? 1 : 0;
                }
                check(fixture);
            }
        }
        assertThat(accepted).as("seed " + seed).isGreaterThan(50);
    }

    private boolean change(RouteFixture fixture) {
        if (random.nextInt(4) == 0) {
            return fixture.mail().directory().addAliasTarget(local(), local())
                    instanceof DirectoryOutcome.Done;
        }
        try {
            return fixture.mail().routes().set(entry()) instanceof DirectoryOutcome.Done;
        } catch (InvalidRouteException _) {
            return false;
        }
    }

    private RouteEntry entry() throws InvalidRouteException {
        RouteKind kind = KINDS.get(random.nextInt(KINDS.size()));
        String domain = DOMAINS.get(random.nextInt(2));
        Map<String, List<String>> properties = new HashMap<>();
        String subject =
                switch (kind) {
                    case GROUP, FORWARD -> local().toString();
                    case PATTERN -> "abcx".charAt(random.nextInt(4)) + "*@" + domain;
                    case POSTMASTER -> "*";
                    default -> domain;
                };
        switch (kind) {
            case GROUP -> properties.put("members", addresses());
            case FORWARD -> {
                properties.put("to", addresses());
                properties.put("copy", List.of(Boolean.toString(random.nextBoolean())));
            }
            case DOMAIN_ALIAS -> properties.put("target", List.of(DOMAINS.get(random.nextInt(2))));
            case PATTERN ->
                    properties.put(
                            random.nextBoolean() ? "deliver" : "forward",
                            List.of(
                                    "abcx".charAt(random.nextInt(4))
                                            + "$1@"
                                            + DOMAINS.get(random.nextInt(2))));
            default -> properties.put("to", List.of(local().toString()));
        }
        return RouteEntry.of(kind, subject, properties);
    }

    private List<String> addresses() {
        var all = new ArrayList<String>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            all.add(any(DOMAINS.size()).toString());
        }
        return all;
    }

    private EmailAddress local() {
        return any(2);
    }

    private EmailAddress any(int domains) {
        String[] names = {"alice", "bob", "carol", "a1", "b1", "c1", "x1", "postmaster", "abuse"};
        return RouteFixture.address(
                names[random.nextInt(names.length)] + "@" + DOMAINS.get(random.nextInt(domains)));
    }

    private void check(RouteFixture fixture) {
        for (int i = 0; i < 200; i++) {
            RouteTree tree = fixture.fromStranger("x@far.example", any(2).toString());
            assertThat(tree.print())
                    .as("seed " + seed)
                    .doesNotContain("5.4.6")
                    .doesNotContain("5.5.3");
            assertThat(tree.refusal().isPresent())
                    .as("seed %d: %s", seed, tree.print())
                    .isEqualTo(isEmpty(tree));
        }
    }

    private static boolean isEmpty(RouteTree tree) {
        var leaves = RouteLeaves.of(List.of(tree));
        return leaves.locals().isEmpty() && leaves.remotes().isEmpty();
    }
}
