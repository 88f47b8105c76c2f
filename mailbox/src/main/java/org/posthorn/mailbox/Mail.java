package org.posthorn.mailbox;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.body.ArrivalCare;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.body.FileSpool;
import org.posthorn.mailbox.budget.WorkBudget;
import org.posthorn.mailbox.change.Follower;
import org.posthorn.mailbox.change.Followers;
import org.posthorn.mailbox.change.Retention;
import org.posthorn.mailbox.change.StoreParts;
import org.posthorn.mailbox.change.Sweeper;
import org.posthorn.mailbox.change.Tidying;
import org.posthorn.mailbox.check.StoreCheck;
import org.posthorn.mailbox.deliver.Deliveries;
import org.posthorn.mailbox.deliver.Expansions;
import org.posthorn.mailbox.deliver.StoredQueue;
import org.posthorn.mailbox.deliverylog.DeliveryLog;
import org.posthorn.mailbox.directory.AccountDirectory;
import org.posthorn.mailbox.directory.Authenticator;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.DirectoryStorage;
import org.posthorn.mailbox.directory.ScramVerifier;
import org.posthorn.mailbox.inhand.InHand;
import org.posthorn.mailbox.inhand.SetAsideCopies;
import org.posthorn.mailbox.memory.MemoryStorage;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.routes.RouteStorage;
import org.posthorn.mailbox.routes.Routes;
import org.posthorn.mailbox.routes.StoredRoutes;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.Spool;
import org.posthorn.mailbox.store.FailStop;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.tracing.KeptDeliveryLog;

/// Everything that stands on one storage: the store, the directory, the check of passwords, and
/// what works in the background.
public final class Mail implements AutoCloseable {
    private final StoreParts parts;
    private final Expansions expansions;
    private final MailStore store;
    private final OutboundQueue outbound;
    private final DirectoryStorage directoryStorage;
    private final AccountDirectory directory;
    private final Routes routes;
    private final Authenticator authenticator;
    private final Sweeper sweeper;
    private final Tidying tidying;
    private final KeptDeliveryLog deliveryLog;
    private final StoreCheck check;
    private final Rehearsal rehearsal;

    private Mail(
            StoreParts parts, Spool.@Nullable Spools spools, WorkBudget budget, int iterations) {
        this.parts = parts;
        this.expansions = new Expansions(parts);
        var deliveries = new Deliveries(parts, expansions);
        this.store = new LocalMailStore(parts, deliveries, spools, budget);
        this.outbound = new StoredQueue(parts, deliveries);
        this.directoryStorage = new LocalDirectoryStorage(parts);
        this.directory = new AccountDirectory(directoryStorage, iterations);
        this.routes = routesBeside(directory, new LocalRouteStorage(parts.storage()));
        this.authenticator = directory.authenticator();
        this.sweeper = new Sweeper(parts);
        this.tidying = new Tidying(parts.storage());
        this.deliveryLog =
                new KeptDeliveryLog(
                        parts.storage(),
                        InstantSource.system(),
                        parts.changes().retention().logDays());
        this.check = new StoreCheck(parts.storage());
        this.rehearsal = new Rehearsal(parts.storage(), store);
    }

    private static Routes routesBeside(AccountDirectory directory, RouteStorage storage) {
        var routes = new StoredRoutes(storage, directory);
        directory.setUses(routes);
        return routes;
    }

    /// Over the storage of a data directory, which nobody else has.
    ///
    /// @param reserve of the disk that the directory is on
    /// @param failStop called when nobody knows what is on disk
    public static Mail over(
            MailStorage storage,
            Path dataDirectory,
            DiskReserve reserve,
            Retention retention,
            FailStop failStop) {
        var copies = new SetAsideCopies(dataDirectory.resolve("set-aside"));
        var care = new ArrivalCare(InHand.open(dataDirectory), Optional.of(copies));
        var budget =
                WorkBudget.ofThisProcess(reserve.health().usableOctets(), reserve::spareOctets);
        var parts = StoreParts.over(new StoreParts.Foundation(storage, care, retention, failStop));
        Spool.Spools spools =
                storage.octets()
                        .spools()
                        .orElseGet(() -> FileSpool.in(dataDirectory.resolve("incoming")));
        var mail = new Mail(parts, spools, budget, ScramVerifier.DEFAULT_ITERATIONS);
        mail.sweeper.removeHidden();
        mail.sweeper.start();
        mail.expansions.start();
        mail.tidying.start();
        mail.deliveryLog.start();
        mail.rehearsal.start(failStop);
        return mail;
    }

    /// Over a storage that does not outlive the process, or that others have, too: arriving
    /// messages stay in heap, and nothing works in the background.
    public static Mail over(MailStorage storage) {
        return over(
                storage,
                Retention.DEFAULT,
                (why, cause) -> {
                    throw new IllegalStateException(why, cause);
                });
    }

    static Mail over(MailStorage storage, Retention retention, FailStop failStop) {
        return over(
                StoreParts.over(
                        new StoreParts.Foundation(
                                storage, ArrivalCare.none(), retention, failStop)));
    }

    static Mail over(StoreParts parts) {
        return new Mail(
                parts,
                parts.storage().octets().spools().orElse(null),
                WorkBudget.unlimited(),
                ScramVerifier.MIN_ITERATIONS);
    }

    /// In memory.
    public static Mail inMemory() {
        return over(new MemoryStorage());
    }

    public MailStore store() {
        return store;
    }

    /// The mail that waits to go elsewhere.
    public OutboundQueue outbound() {
        return outbound;
    }

    public Directory directory() {
        return directory;
    }

    /// Where mail goes beyond accounts and aliases.
    public Routes routes() {
        return routes;
    }

    DirectoryStorage directoryStorage() {
        return directoryStorage;
    }

    public Authenticator authenticator() {
        return authenticator;
    }

    /// What happened to messages.
    public DeliveryLog deliveryLog() {
        return deliveryLog;
    }

    /// Tells somebody of every commit, until that is closed.
    public Followers.Following follow(Follower follower) {
        return parts.followers().add(follower);
    }

    StoreParts parts() {
        return parts;
    }

    Expansions expansions() {
        return expansions;
    }

    Sweeper sweeper() {
        return sweeper;
    }

    /// Looks whether the store is whole.
    public StoreCheck check() {
        return check;
    }

    Tidying tidying() {
        return tidying;
    }

    /// Ends what works in the background and writes what waits; the storage is closed after that,
    /// by whoever opened it.
    @Override
    public void close() {
        rehearsal.close();
        check.close();
        sweeper.close();
        expansions.close();
        tidying.close();
        deliveryLog.close();
        store.close();
    }
}
