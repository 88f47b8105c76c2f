package org.posthorn.mailbox.login;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.posthorn.mailbox.login.KnownClients.Client;

/// Whose turn it is to have a password checked.
///
/// An account and a network are checked a few at a time while they are good, and one at a time, a
/// growing delay apart, once they have failed. An account that is known from a network passes.
/// Everything here is quick, so one monitor guards it.
final class LoginQueue {
    /// Failures that cost nothing.
    private static final int FREE_FAILURES = 2;

    /// As many as a mail program opens connections at once.
    private static final int AT_ONCE = 5;

    /// When others of the account or the network are being checked, and may turn out good.
    private static final Duration SOON = Duration.ofMillis(20);

    /// Of an account that has failed. One that has not is let in as fast as it is checked: when the
    /// server has been started, everybody's programs log in anew.
    private static final int MAX_WAITING_BY_ACCOUNT = 20;

    /// Of a network that has failed.
    private static final int MAX_WAITING_BY_NETWORK = 100;

    private static final int MAX_WAITING = 1000;

    private final GrowingDelays<ClientNetwork> networks;
    private final GrowingDelays<AccountName> accounts;
    private final KnownClients known;
    private final Crowd<Object> checked = new Crowd<>();
    private final Crowd<Object> waiting = new Crowd<>();
    private int waitingInAll;

    LoginQueue(LoginSettings settings, LongSupplier nanoTime) {
        Duration longest = settings.longestDelay();
        Growth growth = Growth.doubling(FREE_FAILURES, settings.failureDelay(), longest);
        networks = new GrowingDelays<>(growth, longest, settings.forgetAfter(), nanoTime);
        accounts = new GrowingDelays<>(growth, longest, settings.forgetAfter(), nanoTime);
        known = new KnownClients(nanoTime);
    }

    /// Lets the client in, or says when to ask again.
    ///
    /// @return nothing when it is in, and must [#leave]
    synchronized Duration enter(Client client) {
        if (!known.contains(client)) {
            Duration delay = delay(client);
            if (!delay.isZero()) {
                return delay;
            }
        }
        checked.enter(client.account());
        checked.enter(client.network());
        return Duration.ZERO;
    }

    /// Whether the account has logged in well from there lately.
    synchronized boolean isKnown(Client client) {
        return known.contains(client);
    }

    private Duration delay(Client client) {
        Duration delay = accounts.delay(client.account());
        boolean full = isFull(client.account(), accounts.count(client.account()));
        if (!client.network().loopback()) {
            Duration ofNetwork = networks.delay(client.network());
            delay = ofNetwork.compareTo(delay) > 0 ? ofNetwork : delay;
            full |= isFull(client.network(), networks.count(client.network()));
        }
        return delay.isZero() && full ? SOON : delay;
    }

    private boolean isFull(Object key, int failures) {
        return checked.count(key) >= (failures <= FREE_FAILURES ? AT_ONCE : 1);
    }

    /// The client has been checked, or could not be.
    synchronized void leave(Client client) {
        checked.leave(client.account());
        checked.leave(client.network());
    }

    synchronized void succeeded(Client client) {
        known.succeeded(client);
    }

    synchronized void failed(Client client) {
        known.failed(client);
        accounts.failed(client.account());
        if (!client.network().loopback()) {
            networks.failed(client.network());
        }
    }

    /// Counts one who waits, unless too many do; who is counted must [#stopWaiting].
    synchronized boolean startWaiting(Client client) {
        boolean accountIsFull =
                accounts.count(client.account()) > FREE_FAILURES
                        && waiting.count(client.account()) >= MAX_WAITING_BY_ACCOUNT;
        boolean networkIsFull =
                networks.count(client.network()) > FREE_FAILURES
                        && waiting.count(client.network()) >= MAX_WAITING_BY_NETWORK;
        if (waitingInAll >= MAX_WAITING || accountIsFull || networkIsFull) {
            return false;
        }
        waitingInAll++;
        waiting.enter(client.account());
        waiting.enter(client.network());
        return true;
    }

    synchronized void stopWaiting(Client client) {
        waitingInAll--;
        waiting.leave(client.account());
        waiting.leave(client.network());
    }
}
