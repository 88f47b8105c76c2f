package org.posthorn.smtp.limits;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.directory.EmailAddress;

/// How much each account may send in an hour, and the alarm when one sends many times more than it
/// usually does, as those do whose password somebody has stolen.
///
/// What was accepted counts, whether or not the message came to be sent.
public final class SendingLimits {
    private static final Logger LOG = System.getLogger(SendingLimits.class.getName());

    /// So many times the usual is unusual.
    private static final int ALARM_FACTOR = 10;

    /// Below this nothing is unusual in a day.
    private static final int ALARM_FLOOR = 100;

    /// And of an account of which less than a day is known.
    private static final int ALARM_FLOOR_OF_UNKNOWN = 500;

    /// Who has not sent for longest is forgotten first; some 1 KB each.
    private static final int MAX_ACCOUNTS = 50_000;

    /// Whether an account may go on.
    public enum Verdict {
        GO_ON,
        TOO_MANY_MESSAGES,
        TOO_MANY_RECIPIENTS,
        PAUSED
    }

    private final SendingSettings settings;
    private final InstantSource clock;
    private final Counter alarms;

    /// Guarded by itself.
    private final Map<AccountId, SendingHistory> histories = new Recent();

    /// Limits that begin with nothing sent.
    ///
    /// @param registry where alarms are counted
    public SendingLimits(
            SendingSettings settings, InstantSource clock, PrometheusRegistry registry) {
        this.settings = settings;
        this.clock = clock;
        alarms =
                Counter.builder()
                        .name("posthorn_sending_alarms_total")
                        .help("Accounts that sent many times more than they usually do.")
                        .register(registry);
    }

    private static final class Recent extends LinkedHashMap<AccountId, SendingHistory> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountId, SendingHistory> eldest) {
            return size() > MAX_ACCOUNTS;
        }
    }

    /// Whether the account may begin another message.
    public Verdict beforeMessage(Account account) {
        synchronized (histories) {
            SendingHistory history = of(account);
            if (history.isPaused()) {
                return Verdict.PAUSED;
            }
            return isReached(settings.messagesPerHour(), history.messagesInHour(clock.instant()))
                    ? Verdict.TOO_MANY_MESSAGES
                    : Verdict.GO_ON;
        }
    }

    /// Whether the account may name another recipient.
    public Verdict beforeRecipient(Account account) {
        synchronized (histories) {
            SendingHistory history = of(account);
            if (history.isPaused()) {
                return Verdict.PAUSED;
            }
            int now = history.recipientsInHour(clock.instant());
            return isReached(settings.recipientsPerHour(), now)
                    ? Verdict.TOO_MANY_RECIPIENTS
                    : Verdict.GO_ON;
        }
    }

    private static boolean isReached(int limit, int count) {
        return limit > 0 && count >= limit;
    }

    /// A message of the account has begun.
    public void countMessage(Account account) {
        synchronized (histories) {
            of(account).addMessage(clock.instant());
        }
    }

    /// A recipient was accepted, which may raise the alarm.
    public void countRecipient(Account account) {
        synchronized (histories) {
            SendingHistory history = of(account);
            Instant now = clock.instant();
            history.addRecipient(now);
            int sent = history.recipientsInDay(now);
            OptionalInt usual = history.usual(now);
            if (sent > threshold(usual) && history.takeAlarm(now)) {
                raise(history, sent, usual);
            }
        }
    }

    private static long threshold(OptionalInt usual) {
        return usual.isPresent()
                ? Math.max(ALARM_FLOOR, (long) ALARM_FACTOR * usual.getAsInt())
                : ALARM_FLOOR_OF_UNKNOWN;
    }

    /// Nobody is stopped of whom it is not known what is usual.
    private void raise(SendingHistory history, int sent, OptionalInt usual) {
        alarms.inc();
        boolean stops = settings.pausesOnAlarm() && usual.isPresent();
        if (stops) {
            history.pause();
        }
        LOG.log(
                Level.WARNING,
                () ->
                        "account sends unusually much account=%s recipients-of-day=%d usual=%s paused=%s"
                                .formatted(
                                        history.account(),
                                        sent,
                                        usual.isPresent() ? usual.getAsInt() : "unknown",
                                        stops ? "yes" : "no"));
    }

    /// The accounts that may not send until that is lifted.
    public List<EmailAddress> paused() {
        synchronized (histories) {
            return histories.values().stream()
                    .filter(SendingHistory::isPaused)
                    .map(SendingHistory::account)
                    .sorted()
                    .toList();
        }
    }

    /// Lets an account send again.
    ///
    /// @return whether it was paused
    public boolean lift(AccountId account) {
        synchronized (histories) {
            SendingHistory history = histories.get(account);
            if (history == null || !history.isPaused()) {
                return false;
            }
            history.lift(clock.instant());
            return true;
        }
    }

    private SendingHistory of(Account account) {
        return histories.computeIfAbsent(
                account.id(), _ -> new SendingHistory(account.address(), clock.instant()));
    }
}
