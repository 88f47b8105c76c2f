package org.posthorn.mailbox.inhand;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the process has in hand, and what is set aside because it was in hand at two deaths
/// (decision 0015).
///
/// In the data folder: `in-hand`, what is in hand now, empty after a clean stop; `deaths`, what was
/// in hand at deaths of the last week, there only after one.
public final class InHand implements AutoCloseable {
    private static final Logger LOG = System.getLogger(InHand.class.getName());
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final @Nullable Slots slots;
    private final @Nullable Deaths deaths;
    private final InstantSource clock;

    /// Each until its end.
    private final Map<Piece, Instant> setAside = new ConcurrentHashMap<>();

    private final Set<Piece> suspects = ConcurrentHashMap.newKeySet();

    private InHand(@Nullable Slots slots, @Nullable Deaths deaths, InstantSource clock) {
        this.slots = slots;
        this.deaths = deaths;
        this.clock = clock;
        if (deaths != null) {
            setAside.putAll(deaths.setAside());
            suspects.addAll(deaths.suspects());
        }
    }

    /// For a store that does not outlive its process.
    public static InHand none() {
        return new InHand(null, null, InstantSource.system());
    }

    /// Reads what a process that died left, and begins anew. A folder that does not let us costs
    /// the memory of deaths and nothing else.
    public static InHand open(Path folder) {
        return open(folder, boot(), InstantSource.system());
    }

    static InHand open(Path folder, long boot, InstantSource clock) {
        try {
            Path file = folder.resolve("in-hand");
            Deaths deaths = Deaths.read(folder.resolve("deaths"), clock.instant());
            List<Piece> left = left(file, boot);
            deaths.count(left);
            if (!left.isEmpty() || !deaths.isEmpty()) {
                deaths.write();
            }
            var inHand = new InHand(Slots.create(file, boot), deaths, clock);
            inHand.log(left.size());
            return inHand;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "what is in hand at a death will not be known: " + e);
            return none();
        }
    }

    private static List<Piece> left(Path file, long boot) throws IOException {
        try {
            return Slots.read(file, boot);
        } catch (CorruptFileException e) {
            LOG.log(Level.WARNING, file + " is ignored: " + e.getMessage());
            return List.of();
        }
    }

    /// Differs after each start of the machine, where the system says so.
    private static long boot() {
        try {
            return Files.readString(BOOT).hashCode();
        } catch (IOException _) {
            return 0;
        }
    }

    private void log(int inHandAtDeath) {
        if (inHandAtDeath > 0) {
            LOG.log(Level.WARNING, "the server died with " + inHandAtDeath + " messages in hand");
        }
        setAside.forEach((piece, end) ->
                LOG.log(
                        Level.WARNING,
                        "set aside, because it was in hand when the server died twice: "
                                + piece
                                + ", until "
                                + end));
    }

    /// Whether the message must be left alone.
    public boolean isSetAside(Piece piece) {
        if (setAside.isEmpty()) {
            return false;
        }
        Instant end = setAside.get(piece);
        return end != null && clock.instant().isBefore(end);
    }

    public boolean isAnySetAside() {
        return !setAside.isEmpty();
    }

    /// Says, so that it is known after a death, that the message is in hand from now on.
    public Held take(Piece piece) {
        return new Held(this, piece, slots == null ? -1 : slots.take(piece));
    }

    void putDown(Piece piece, int slot, boolean well) {
        if (slots != null) {
            slots.clear(slot);
        }
        if (well && !suspects.isEmpty() && suspects.remove(piece)) {
            setAside.remove(piece);
            forget(piece);
        }
    }

    private synchronized void forget(Piece piece) {
        if (deaths == null) {
            return;
        }
        deaths.forget(piece);
        try {
            deaths.write();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a suspicion that has passed cannot be deleted: " + e);
        }
    }

    /// A clean stop: nothing is in hand.
    @Override
    public void close() {
        if (slots != null) {
            slots.clearAll();
        }
    }
}
