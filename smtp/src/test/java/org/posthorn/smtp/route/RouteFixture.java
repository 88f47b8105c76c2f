package org.posthorn.smtp.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.DirectoryOutcome.Done;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.mailbox.routes.InvalidRouteException;
import org.posthorn.mailbox.routes.RelayName;
import org.posthorn.mailbox.routes.RouteEntry;
import org.posthorn.mailbox.routes.RouteKind;

/// A router over a store in memory, with the accounts alice, bob and carol of a.example.
final class RouteFixture implements AutoCloseable {
    private static final String SRS = "srs0=";

    private final Mail mail = Mail.inMemory();
    private final Map<String, RecipientProbe.Answer> probes = new HashMap<>();
    private final Router router =
            new Router(
                    new Router.Services(
                            mail.directory(),
                            mail.routes(),
                            Folders.of(mail.store()),
                            new SpokenSenders(),
                            this::probe));
    private int asked;

    /// Return paths that a person can read.
    private static final class SpokenSenders implements SenderRewriting {
        @Override
        public String forward(String sender, DomainName ours) {
            return SRS + sender.replace('@', '=') + "@" + ours;
        }

        @Override
        public Optional<String> reverse(String address) {
            String lower = address.toLowerCase(Locale.ROOT);
            if (!lower.startsWith(SRS) || lower.startsWith(SRS + "forged")) {
                return Optional.empty();
            }
            String inside = address.substring(SRS.length(), address.indexOf('@'));
            int at = inside.lastIndexOf('=');
            return Optional.of(inside.substring(0, at) + "@" + inside.substring(at + 1));
        }
    }

    RouteFixture() {
        domain("a.example");
        account("alice@a.example");
        account("bob@a.example");
        account("carol@a.example");
    }

    private RecipientProbe.Answer probe(RelayName relay, EmailAddress recipient) {
        asked++;
        return probes.getOrDefault(recipient.toString(), RecipientProbe.Answer.UNKNOWN);
    }

    Mail mail() {
        return mail;
    }

    Router router() {
        return router;
    }

    /// How often a relay was asked of an address.
    int asked() {
        return asked;
    }

    RouteFixture domain(String name) {
        assertThat(mail.directory().addDomain(new DomainName(name))).isEqualTo(new Done());
        return this;
    }

    RouteFixture account(String address) {
        assertThat(mail.directory().addAccount(address(address), new Password("secret")))
                .isEqualTo(new Done());
        return this;
    }

    RouteFixture disabled(String address) {
        assertThat(mail.directory().setEnabled(address(address), false)).isEqualTo(new Done());
        return this;
    }

    RouteFixture alias(String alias, String... targets) {
        for (String target : targets) {
            assertThat(mail.directory().addAliasTarget(address(alias), address(target)))
                    .isEqualTo(new Done());
        }
        return this;
    }

    RouteFixture probed(String address, RecipientProbe.Answer answer) {
        probes.put(address, answer);
        return this;
    }

    /// An entry; each further text is `property=value`.
    RouteFixture set(String kind, String subject, String... properties) {
        Map<String, List<String>> all = new HashMap<>();
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            all.merge(
                    parts[0],
                    List.of(parts[1]),
                    (some, more) ->
                            java.util.stream.Stream.concat(some.stream(), more.stream()).toList());
        }
        try {
            var entry = RouteEntry.of(RouteKind.of(kind).orElseThrow(), subject, all);
            assertThat(mail.routes().set(entry)).isEqualTo(new Done());
            return this;
        } catch (InvalidRouteException e) {
            throw new IllegalArgumentException(e.clause(), e);
        }
    }

    static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text);
        } catch (InvalidAddressException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static RouteQuery.Recipient recipient(String text) {
        return new RouteQuery.Recipient.Address(address(text), text);
    }

    Account accountOf(String address) {
        return mail.directory().account(address(address)).orElseThrow();
    }

    /// Mail of a stranger.
    RouteTree fromStranger(String sender, String to) {
        return router.route(new RouteQuery(sender, Optional.empty(), false, recipient(to)));
    }

    /// Mail of somebody who has logged in.
    RouteTree fromAccount(String account, String to) {
        return router.route(
                new RouteQuery(account, Optional.of(accountOf(account)), false, recipient(to)));
    }

    RouteTree fromNetwork(String sender, String to) {
        return router.route(new RouteQuery(sender, Optional.empty(), true, recipient(to)));
    }

    @Override
    public void close() {
        mail.close();
    }
}
