package org.posthorn.mailbox.jdbc;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.posthorn.mailbox.Recount;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.derby.DiskImage;
import org.posthorn.mailbox.derby.DiskImage.Habits;
import org.posthorn.mailbox.derby.DiskJournal;
import org.posthorn.mailbox.derby.FaultyDisk;
import org.posthorn.mailbox.derby.JournaledDisk;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.segment.Packing;
import org.posthorn.mailbox.store.FailStop;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.UidSet;

/// A store that works for a while, what a disk may have at any moment of that, and whether a start
/// on it finds what was acknowledged.
final class PowerCuts {
    private static final long SEGMENT_OCTETS = 256 * 1024;

    private static final int SETTLED = 30;

    private final Path work;
    private final long seed;
    private final Random random;
    private final List<AccountId> accounts = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private final Path base;
    private final DiskJournal journal;

    /// What everybody sees when so much has been done to the disk.
    private record Moment(int acts, String did, SeenState state) {}

    /// What became of some cuts.
    static final class Toll {
        int cuts;
        int unbootable;
        int wrong;
        final List<String> findings = new ArrayList<>();

        @Override
        public String toString() {
            return "%d cuts, %d unbootable, %d wrong".formatted(cuts, unbootable, wrong);
        }
    }

    /// Lets a store do so many things.
    PowerCuts(Path work, long seed, int deeds) throws IOException {
        this.work = work;
        this.seed = seed;
        this.random = new Random(seed);
        Path live = work.resolve("live");
        begin(live);
        this.base = work.resolve("base");
        EmptyDatabase.copy(live, base);
        this.journal = DiskJournal.begin(live);
        try {
            work(live, deeds);
        } finally {
            journal.close();
        }
    }

    private static OpenStore open(Path folder) {
        return open(
                folder,
                (why, cause) -> {
                    throw new IllegalStateException(why, cause);
                });
    }

    /// A store whose segments are small, so that many are filled, sealed and reclaimed.
    static OpenStore open(Path folder, FailStop failStop) {
        var asked = new AtomicInteger();
        return OpenStore.openQuiet(
                new DerbyStorage.Setup(
                        folder,
                        FaultyDisk.NAME,
                        new FilesSetup(
                                new JournaledDisk(),
                                OctetsPlace.SEGMENTS,
                                SEGMENT_OCTETS,
                                5,
                                () -> busyAtTimes(asked.incrementAndGet())),
                        new DiskReserve(0, () -> Long.MAX_VALUE),
                        new Lifetime(failStop),
                        new PrometheusRegistry()),
                failStop);
    }

    private static Packing busyAtTimes(int moment) {
        return moment % 8 < 3 ? Packing.LATER : Packing.NOW;
    }

    private void begin(Path live) {
        EmptyDatabase.copy(EmptyDatabase.folder(), live);
        try (var store = open(live)) {
            accounts.add(store.newAccount());
            accounts.add(store.newAccount());
            var workload = new CutWorkload(store, accounts, random);
            for (int i = 0; i < SETTLED; i++) {
                workload.next();
            }
        }
    }

    private void work(Path live, int deeds) {
        try (var store = open(live)) {
            moments.add(new Moment(journal.size(), "start", SeenState.of(store, accounts)));
            var workload = new CutWorkload(store, accounts, random);
            for (int i = 0; i < deeds; i++) {
                String did = workload.next();
                // What the state costs to be read changes nothing.
                int acts = journal.size();
                moments.add(new Moment(acts, did, SeenState.of(store, accounts)));
            }
        }
        moments.add(new Moment(journal.size(), "end", moments.getLast().state()));
    }

    /// How often each kind of thing was done to the disk.
    String deeds() {
        var counts = new TreeMap<String, Integer>();
        journal.first(journal.size())
                .forEach(act -> counts.merge(act.getClass().getSimpleName(), 1, Integer::sum));
        return counts.toString();
    }

    /// Cuts the power at moments by chance, and at some of them again during the start after it.
    void cut(int cuts, Habits habits, Toll toll) throws IOException {
        for (int i = 0; i < cuts; i++) {
            int at = random.nextInt(journal.size() + 1);
            Path image = work.resolve("image" + i);
            DiskImage.write(base, journal.first(at), habits, random, image);
            Path last = random.nextInt(3) == 0 ? cutAgain(image, habits) : image;
            check(last, at, toll);
            if (i % 10 == 0) {
                checkNothingIsLeft(last, at, toll);
            }
            delete(image);
            if (!last.equals(image)) {
                delete(last);
            }
        }
    }

    private Path cutAgain(Path image, Habits habits) throws IOException {
        Path before = work.resolve("before");
        EmptyDatabase.copy(image, before);
        int acts;
        List<DiskJournal.Act> all;
        try (var recovery = DiskJournal.begin(image)) {
            try {
                open(image).close();
            } catch (RuntimeException e) {
                // The check finds that, too.
                return before;
            }
            acts = recovery.size();
            all = recovery.first(acts);
        }
        Path again = work.resolve("again");
        DiskImage.write(before, all.subList(0, random.nextInt(acts + 1)), habits, random, again);
        delete(before);
        return again;
    }

    private void check(Path image, int at, Toll toll) {
        toll.cuts++;
        int last = 0;
        for (int i = 0; i < moments.size() && moments.get(i).acts() <= at; i++) {
            last = i;
        }
        String where =
                "seed %d, cut at %d of %d, after %d deeds, in: %s"
                        .formatted(
                                seed,
                                at,
                                journal.size(),
                                last,
                                moments.get(Math.min(last + 1, moments.size() - 1)).did());
        OpenStore store;
        try {
            store = open(image);
        } catch (RuntimeException e) {
            toll.unbootable++;
            toll.findings.add(where + ": does not start: " + e);
            return;
        }
        try (store) {
            check(store, last, where, toll);
        } catch (RuntimeException | AssertionError e) {
            toll.wrong++;
            toll.findings.add(where + ": " + e);
        }
    }

    private void check(OpenStore store, int last, String where, Toll toll) {
        var found = SeenState.of(store, accounts);
        var before = moments.get(last).state();
        var after = moments.get(Math.min(last + 1, moments.size() - 1)).state();
        if (!found.equals(before) && !found.equals(after)) {
            toll.wrong++;
            toll.findings.add(
                    where
                            + "\n  before: "
                            + found.difference(before)
                            + "\n  after: "
                            + found.difference(after));
        }
        Recount.check(store.storage().mail());
        ReferenceRecount.check(store.storage());
        for (AccountId account : accounts) {
            if (!CutWorkload.appends(store, account)) {
                throw new AssertionError("a message has another UID than was told");
            }
        }
        new QueueAfterCut(store).check();
        TestMail.sweep(store.mail());
        ReferenceRecount.check(store.storage());
    }

    /// What the cut has left in the segments goes, too: of what nobody has, nothing stays.
    private void checkNothingIsLeft(Path image, int at, Toll toll) {
        try {
            try (var store = open(image)) {
                accounts.forEach(account -> expungeAll(store, account));
                TestMail.sweep(store.mail());
            }
            // Segments that were written to are closed now.
            try (var store = open(image)) {
                TestMail.sweep(store.mail());
            }
            for (String folder : List.of("segments", "incoming")) {
                try (var files = Files.list(image.resolve(folder))) {
                    files.forEach(file -> toll.findings.add(at + ": " + file + " is left"));
                }
            }
        } catch (RuntimeException | IOException e) {
            toll.findings.add("seed %d, cut at %d: %s".formatted(seed, at, e));
        }
    }

    private static void expungeAll(OpenStore store, AccountId account) {
        var mailboxes = store.store().mailboxesOf(account);
        for (MailboxInfo info : mailboxes.list()) {
            try (var mailbox = mailboxes.open(info.name()).orElseThrow()) {
                mailbox.expunge(UidSet.ALL);
            }
        }
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
