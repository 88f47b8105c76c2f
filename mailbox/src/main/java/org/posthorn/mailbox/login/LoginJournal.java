package org.posthorn.mailbox.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.log.EventLine;

/// Logs and counts logins. The lines have a form that `docs/fail2ban/posthorn.conf` reads.
final class LoginJournal {
    private static final Logger LOG = System.getLogger(LoginJournal.class.getName());

    /// Logins that are put off cost nothing, so they could come fast enough to fill a disk.
    private static final Duration PUT_OFF_PAUSE = Duration.ofSeconds(1);

    private static final int MAX_NETWORKS = 10_000;

    private final Counter outcomes;
    private final Counter delays;
    private final Cache<ClientNetwork, Boolean> justPutOff;

    LoginJournal(PrometheusRegistry registry, LongSupplier nanoTime) {
        outcomes =
                Counter.builder()
                        .name("posthorn_logins_total")
                        .help("Logins that were answered.")
                        .labelNames("protocol", "outcome")
                        .register(registry);
        delays =
                Counter.builder()
                        .name("posthorn_logins_delayed_total")
                        .help("Logins that had to wait because others had failed.")
                        .labelNames("protocol")
                        .register(registry);
        for (LoginProtocol protocol : LoginProtocol.values()) {
            delays.initLabelValues(protocol.toString());
        }
        justPutOff =
                Caffeine.newBuilder()
                        .maximumSize(MAX_NETWORKS)
                        .expireAfterWrite(PUT_OFF_PAUSE)
                        .ticker(nanoTime::getAsLong)
                        .executor(Runnable::run)
                        .build();
    }

    void delayed(LoginAttempt attempt) {
        delays.labelValues(attempt.protocol().toString()).inc();
    }

    void succeeded(LoginAttempt attempt, Account account) {
        count(attempt, "succeeded");
        line("login succeeded", attempt).with("account", account.address()).log(LOG);
    }

    void failed(LoginAttempt attempt) {
        count(attempt, "failed");
        line("login refused", attempt).with("account", shown(attempt)).log(LOG);
    }

    /// A network is named once a second at most.
    void putOff(LoginAttempt attempt, ClientNetwork network) {
        count(attempt, "put off");
        if (justPutOff.asMap().putIfAbsent(network, true) == null) {
            line("login put off", attempt).with("account", shown(attempt)).log(LOG);
        }
    }

    void unavailable(LoginAttempt attempt) {
        count(attempt, "unavailable");
    }

    private void count(LoginAttempt attempt, String outcome) {
        outcomes.labelValues(attempt.protocol().toString(), outcome).inc();
    }

    /// Who types a password where a name belongs would find it here; no password is an address.
    private static String shown(LoginAttempt attempt) {
        try {
            return EmailAddress.parse(attempt.login()).toString();
        } catch (InvalidAddressException _) {
            return "(not an address)";
        }
    }

    private static EventLine line(String event, LoginAttempt attempt) {
        return EventLine.of(event)
                .with("session", attempt.session())
                .with("protocol", attempt.protocol())
                .with("address", attempt.address());
    }
}
