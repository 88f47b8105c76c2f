package org.posthorn.smtp.queue;

import java.time.Duration;

/// How the queue is worked on.
///
/// @param expiry how long after its arrival an entry is given up; default 5 days (RFC 5321 section
///   4.5.4.1)
/// @param delayNotice how long after its arrival the sender is told that it takes long; default 4
///   hours
/// @param firstPause after an entry's first failed attempt, each later one is twice as long;
///   default 5 minutes, which greylisting servers are content with
/// @param longestPause of an entry; default 4 hours
/// @param sitePause after a site did not answer at all, each later one is twice as long; default 1
///   minute
/// @param longestSitePause default 30 minutes
/// @param addressPause for how long an address that did not answer is passed over, twice as long
///   each time up to [#longestSitePause]; default 2 minutes
/// @param lease default 5 minutes; renewed after a third of it
/// @param poll how often the queue is asked for destinations; default 45 seconds
/// @param sweep how often the queue is searched for entries whose time has come though nobody tries
///   them; default 2 minutes
/// @param keepIdle how long a connection waits for another message; default 20 seconds
/// @param firstConcurrency connections to a site that is not known yet; default 5
/// @param siteConcurrency connections to a site; default 20
/// @param workers connections in all, without those that wait for slow servers; default 200
/// @param slowAfter when a step that a worker waits for makes it a slow one, which no longer keeps
///   others from beginning; default 10 seconds
/// @param slowWorkers slow ones in all; default 800
/// @param claimed entries that are claimed at once; default 200
/// @param reserved entries of a destination that may be handed over in memory; default 200
/// @param allReserved the same of all destinations; default 5,000
/// @param recipients of one transfer; default 100 (RFC 5321 section 4.5.3.1.8)
/// @param destinations that are remembered at once; default 50,000
public record QueueSettings(
        Duration expiry,
        Duration delayNotice,
        Duration firstPause,
        Duration longestPause,
        Duration sitePause,
        Duration longestSitePause,
        Duration addressPause,
        Duration lease,
        Duration poll,
        Duration sweep,
        Duration keepIdle,
        int firstConcurrency,
        int siteConcurrency,
        int workers,
        Duration slowAfter,
        int slowWorkers,
        int claimed,
        int reserved,
        int allReserved,
        int recipients,
        int destinations) {

    public static final QueueSettings DEFAULT =
            new QueueSettings(
                    Duration.ofDays(5),
                    Duration.ofHours(4),
                    Duration.ofMinutes(5),
                    Duration.ofHours(4),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(45),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(20),
                    5,
                    20,
                    200,
                    Duration.ofSeconds(10),
                    800,
                    200,
                    200,
                    5000,
                    100,
                    50_000);

    public QueueSettings {
        require(expiry.isPositive(), "an expiry: " + expiry);
        require(delayNotice.isPositive(), "a time for delay notices: " + delayNotice);
        require(firstPause.isPositive(), "a pause: " + firstPause);
        require(longestPause.compareTo(firstPause) >= 0, "a longest pause: " + longestPause);
        require(sitePause.isPositive(), "a pause: " + sitePause);
        require(longestSitePause.compareTo(sitePause) >= 0, "a pause: " + longestSitePause);
        require(addressPause.isPositive(), "a pause: " + addressPause);
        require(lease.toSeconds() >= 30, "a lease of at least 30 seconds: " + lease);
        require(poll.isPositive() && sweep.isPositive(), "an interval: " + poll + ", " + sweep);
        require(!keepIdle.isNegative(), "a time to keep a connection: " + keepIdle);
        require(firstConcurrency >= 1, "a number of connections: " + firstConcurrency);
        require(siteConcurrency >= 1, "a number of connections: " + siteConcurrency);
        require(workers >= 2, "a number of workers: " + workers);
        require(slowAfter.isPositive(), "a time: " + slowAfter);
        require(slowWorkers >= 0, "a number of slow workers: " + slowWorkers);
        require(claimed >= 1 && claimed <= 500, "a number of entries to claim: " + claimed);
        require(reserved >= 0 && allReserved >= 0, "a number of reservations: " + reserved);
        require(recipients >= 1, "a number of recipients: " + recipients);
        require(destinations >= 1, "a number of destinations: " + destinations);
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException("not " + what);
        }
    }
}
