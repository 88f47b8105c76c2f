package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.Recount;
import org.posthorn.mailbox.derby.DiskFaults;
import org.posthorn.mailbox.derby.DiskImage;
import org.posthorn.mailbox.derby.DiskImage.Habits;
import org.posthorn.mailbox.derby.DiskJournal;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UnknownOutcomeException;

/// A store whose disk does something wrong while it works: what it refuses is not there in part,
/// what it acknowledges is, and when it ends, the next start finds the one or the other.
final class FaultRounds {
    private static final int SETTLED = 20;
    private static final int DEEDS = 25;
    private static final String NOTHING = "nothing";

    private final Path work;
    private final Path base;
    private final List<AccountId> accounts = new ArrayList<>();
    private final TreeMap<String, Integer> outcomes = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();

    FaultRounds(Path work, long seed) {
        this.work = work;
        this.base = work.resolve("base");
        EmptyDatabase.copy(EmptyDatabase.folder(), base);
        try (var store = open(base, new ConcurrentLinkedQueue<>())) {
            accounts.add(store.newAccount());
            accounts.add(store.newAccount());
            var workload = new CutWorkload(store, accounts, new Random(seed));
            for (int i = 0; i < SETTLED; i++) {
                workload.next();
            }
        }
    }

    /// How rounds have ended.
    String outcomes() {
        return outcomes.toString();
    }

    /// What was not as it should be.
    List<String> findings() {
        return findings;
    }

    private static OpenStore open(Path folder, Queue<String> ends) {
        return PowerCuts.open(folder, (why, cause) -> ends.add(why + ": " + cause));
    }

    /// A thing that was done, or not.
    ///
    /// @param acts how much had been done to the disk before it
    /// @param refusal none if it was acknowledged
    private record Deed(
            long seed,
            int acts,
            SeenState before,
            String did,
            @Nullable RuntimeException refusal) {}

    /// One store, with one fault.
    void round(long seed) throws IOException {
        var random = new Random(seed);
        var fault = new ChanceFault(random);
        Path live = work.resolve("live" + seed);
        EmptyDatabase.copy(base, live);
        var ends = new ConcurrentLinkedQueue<String>();
        try (var journal = DiskJournal.begin(live)) {
            Deed last;
            int acts;
            try (var store = open(live, ends)) {
                last = work(store, journal, fault, random, ends);
                acts = journal.size();
            } catch (RuntimeException e) {
                findings.add(where(seed, fault) + ": cannot be worked with or closed: " + e);
                return;
            } finally {
                DiskFaults.heal();
            }
            Path image = work.resolve("image");
            DiskImage.write(base, journal.first(acts), new Habits(512, 512, false), random, image);
            check(
                    last,
                    journal,
                    image,
                    where(seed, fault) + ", in " + last.did() + ", ended by " + ends);
        } catch (AssertionError | RuntimeException e) {
            findings.add(where(seed, fault) + ", ended by " + ends + ": " + e);
        } finally {
            DiskFaults.heal();
            PowerCuts.delete(live);
        }
    }

    private static String where(long seed, ChanceFault fault) {
        return "seed " + seed + ", " + fault;
    }

    /// @return what was done last, in which the process would have ended, or nothing
    private Deed work(
            OpenStore store,
            DiskJournal journal,
            ChanceFault fault,
            Random random,
            Queue<String> ends) {
        var before = SeenState.of(store, accounts);
        for (int i = 0; i < DEEDS; i++) {
            long seed = random.nextLong();
            int acts = journal.size();
            var workload = new CutWorkload(store, accounts, new Random(seed));
            String did = "";
            RuntimeException refusal = null;
            fault.arm();
            try {
                did = workload.next();
            } catch (StoreException | UnknownOutcomeException e) {
                refusal = e;
            } finally {
                DiskFaults.healButCount();
            }
            if (!ends.isEmpty()) {
                count(refusal == null ? "ended behind a deed" : "ended");
                return new Deed(seed, acts, before, did, refusal);
            }
            SeenState after;
            try {
                after = SeenState.of(store, accounts);
            } catch (StoreException e) {
                // A thread in the background has met the fault.
                if (ends.isEmpty()) {
                    throw e;
                }
                count("ended behind a deed");
                return new Deed(seed, acts, before, did, refusal);
            }
            if (refusal != null) {
                count("refused");
                if (!after.equals(before)) {
                    findings.add("at " + fault + ": refused, and there: " + refusal);
                }
            }
            before = after;
        }
        Recount.check(store.storage().mail());
        ReferenceRecount.check(store.storage());
        count(DiskFaults.failures() > 0 ? "went on" : "met no fault");
        return new Deed(0, journal.size(), before, NOTHING, null);
    }

    private void count(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    /// The power is cut when the process has ended, too.
    private void check(Deed deed, DiskJournal journal, Path image, String where)
            throws IOException {
        var ends = new ConcurrentLinkedQueue<String>();
        try (var store = open(image, ends)) {
            var found = SeenState.of(store, accounts);
            Recount.check(store.storage().mail());
            ReferenceRecount.check(store.storage());
            boolean done = !found.equals(deed.before());
            if (deed.did().equals(NOTHING) && done) {
                findings.add(where + ": cut: " + found.difference(deed.before()));
            } else if (!deed.did().equals(NOTHING) && (deed.refusal() == null || done)) {
                String twin = twin(deed, journal);
                if (!found.likeness().equals(twin)) {
                    findings.add(
                            where
                                    + (deed.refusal() == null ? ": acknowledged: " : ": refused: ")
                                    + SeenState.difference(found.likeness(), twin));
                }
            }
        } finally {
            PowerCuts.delete(image);
        }
        if (!ends.isEmpty()) {
            findings.add(where + ": the next start ends by " + ends);
        }
    }

    /// What is there when the same is done on a disk that works well.
    private String twin(Deed deed, DiskJournal journal) throws IOException {
        Path twin = work.resolve("twin");
        DiskImage.writeAll(base, journal.first(deed.acts()), twin);
        try (var store = open(twin, new ConcurrentLinkedQueue<>())) {
            new CutWorkload(store, accounts, new Random(deed.seed())).next();
            return SeenState.of(store, accounts).likeness();
        } finally {
            PowerCuts.delete(twin);
        }
    }
}
