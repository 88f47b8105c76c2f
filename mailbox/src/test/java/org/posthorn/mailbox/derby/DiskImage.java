package org.posthorn.mailbox.derby;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.derby.DiskJournal.Act;
import org.posthorn.mailbox.derby.DiskJournal.Deleted;
import org.posthorn.mailbox.derby.DiskJournal.Forced;
import org.posthorn.mailbox.derby.DiskJournal.ForcedFolder;
import org.posthorn.mailbox.derby.DiskJournal.Made;
import org.posthorn.mailbox.derby.DiskJournal.MadeFolder;
import org.posthorn.mailbox.derby.DiskJournal.Renamed;
import org.posthorn.mailbox.derby.DiskJournal.Resized;
import org.posthorn.mailbox.derby.DiskJournal.Wrote;

/// What a disk may have after a cut of power.
///
/// What was forced is there. Of what was not, each block of a file has what it had at any moment
/// since it was forced, and so has its length; names that were made, changed or deleted may be what
/// they were before.
public final class DiskImage {
    /// How a disk treats what was not forced.
    ///
    /// @param databaseBlock how many octets of the database are written whole or not at all
    /// @param segmentBlock the same of segments
    /// @param lies whether it forgets what was forced, too
    public record Habits(int databaseBlock, int segmentBlock, boolean lies) {
        int block(Path file) {
            return file.startsWith("database") ? databaseBlock : segmentBlock;
        }
    }

    /// How much of it is lost in one cut.
    private enum Loss {
        ALL,
        NOTHING,
        SOME,
        MOST
    }

    private final Habits habits;
    private final Random random;
    private final Map<Path, Inode> names = new TreeMap<>();
    private final Set<Path> folders = new HashSet<>();
    private final Map<Path, Inode> current = new LinkedHashMap<>();
    private final List<Act> pendingNames = new ArrayList<>();

    /// What each name was made for, which may have another name by now.
    private final IdentityHashMap<Act, Inode> made = new IdentityHashMap<>();

    private DiskImage(Habits habits, Random random) {
        this.habits = habits;
        this.random = random;
    }

    /// Puts into a folder what may be there after a cut behind some acts.
    ///
    /// @param base what was there, and safe, before the first
    /// @param into an empty folder
    public static void write(Path base, List<Act> acts, Habits habits, Random random, Path into)
            throws IOException {
        var image = new DiskImage(habits, random);
        image.read(base);
        acts.forEach(image::apply);
        image.write(Loss.values()[random.nextInt(Loss.values().length)], into);
    }

    /// Puts into a folder what is there when nothing is lost.
    public static void writeAll(Path base, List<Act> acts, Path into) throws IOException {
        var image = new DiskImage(new Habits(4096, 4096, false), new Random(0));
        image.read(base);
        acts.forEach(image::apply);
        image.write(Loss.NOTHING, into);
    }

    /// Octets of a file, whatever it is called.
    private static final class Inode {
        private byte[] safe;
        private final List<Act> pending = new ArrayList<>();

        Inode(byte[] safe) {
            this.safe = safe;
        }

        void force() {
            for (Act act : pending) {
                safe = applied(safe, act);
            }
            pending.clear();
        }

        private static byte[] applied(byte[] to, Act act) {
            return switch (act) {
                case Wrote wrote -> {
                    int end = (int) wrote.position() + wrote.octets().length;
                    byte[] all = end > to.length ? Arrays.copyOf(to, end) : to;
                    System.arraycopy(
                            wrote.octets(), 0, all, (int) wrote.position(), wrote.octets().length);
                    yield all;
                }
                case Resized resized -> Arrays.copyOf(to, (int) resized.length());
                default -> throw new IllegalArgumentException();
            };
        }
    }

    private void read(Path base) throws IOException {
        try (var all = Files.walk(base)) {
            for (Path path : all.skip(1).toList()) {
                Path name = base.relativize(path);
                if (Files.isDirectory(path)) {
                    folders.add(name);
                } else {
                    var inode = new Inode(Files.readAllBytes(path));
                    names.put(name, inode);
                    current.put(name, inode);
                }
            }
        }
    }

    private void apply(Act act) {
        switch (act) {
            case Made(Path file) -> {
                // Opened anew for writing, a file keeps its name and loses its octets.
                Inode known = current.get(file);
                if (known == null) {
                    var inode = new Inode(new byte[0]);
                    current.put(file, inode);
                    made.put(act, inode);
                    pendingNames.add(act);
                } else {
                    known.pending.add(new Resized(file, 0));
                }
            }
            case MadeFolder _ -> pendingNames.add(act);
            case Deleted(Path file) -> {
                current.remove(file);
                pendingNames.add(act);
            }
            case Renamed(Path from, Path to) -> {
                Inode moved = current.remove(from);
                if (moved != null) {
                    current.put(to, moved);
                }
                pendingNames.add(act);
            }
            case Wrote wrote -> pend(wrote.file(), act);
            case Resized resized -> pend(resized.file(), act);
            case Forced(Path file) -> {
                Inode inode = current.get(file);
                if (inode != null && !lies()) {
                    inode.force();
                }
            }
            case ForcedFolder(Path folder) -> forceNames(folder);
        }
    }

    private boolean lies() {
        return habits.lies() && random.nextInt(4) > 0;
    }

    private void pend(Path file, Act act) {
        Inode inode = current.get(file);
        if (inode != null) {
            inode.pending.add(act);
        }
    }

    /// In the order in which they were made: the inodes are those of now, which a name keeps.
    private void forceNames(Path folder) {
        for (Act act : List.copyOf(pendingNames)) {
            if (folder.equals(folderOf(act))) {
                pendingNames.remove(act);
                settle(act);
            }
        }
    }

    private static @Nullable Path folderOf(Act act) {
        Path folder =
                switch (act) {
                    case Made(Path file) -> file.getParent();
                    case MadeFolder(Path made) -> made.getParent();
                    case Deleted(Path file) -> file.getParent();
                    case Renamed(Path _, Path to) -> to.getParent();
                    default -> throw new IllegalArgumentException();
                };
        return folder == null ? Path.of("") : folder;
    }

    private void settle(Act act) {
        switch (act) {
            case Made(Path file) -> {
                Inode inode = made.get(act);
                if (inode != null) {
                    names.put(file, inode);
                }
            }
            case MadeFolder(Path folder) -> folders.add(folder);
            case Deleted(Path file) -> {
                names.remove(file);
                folders.remove(file);
            }
            case Renamed(Path from, Path to) -> {
                Inode moved = names.remove(from);
                if (moved != null) {
                    names.put(to, moved);
                }
            }
            default -> throw new IllegalArgumentException();
        }
    }

    private void write(Loss loss, Path into) throws IOException {
        pendingNames.stream().filter(_ -> !isLost(loss)).toList().forEach(this::settle);
        Files.createDirectories(into);
        for (Path folder : folders.stream().sorted().toList()) {
            Files.createDirectories(into.resolve(folder));
        }
        for (Map.Entry<Path, Inode> entry : names.entrySet()) {
            Path file = into.resolve(entry.getKey());
            Path folder = file.getParent();
            if (folder != null && Files.isDirectory(folder)) {
                Files.write(file, octets(entry.getValue(), habits.block(entry.getKey()), loss));
            }
        }
    }

    private boolean isLost(Loss loss) {
        return switch (loss) {
            case ALL -> true;
            case NOTHING -> false;
            case SOME -> random.nextBoolean();
            case MOST -> random.nextInt(8) > 0;
        };
    }

    /// Each block as it was at some moment: what was written to one is not there without what was
    /// written to it before.
    private byte[] octets(Inode inode, int block, Loss loss) {
        var blocks = new HashMap<Long, Integer>();
        for (int i = 0; i < inode.pending.size(); i++) {
            if (inode.pending.get(i) instanceof Wrote wrote) {
                long last = (wrote.position() + wrote.octets().length - 1) / block;
                for (long at = wrote.position() / block; at <= last; at++) {
                    if (!isLost(loss)) {
                        blocks.put(at, i);
                    }
                }
            }
        }
        byte[] found = inode.safe.clone();
        for (int i = 0; i < inode.pending.size(); i++) {
            switch (inode.pending.get(i)) {
                case Wrote wrote -> found = torn(found, wrote, i, block, blocks);
                case Resized resized -> {
                    if (!isLost(loss)) {
                        found = Arrays.copyOf(found, (int) resized.length());
                    }
                }
                default -> throw new IllegalArgumentException();
            }
        }
        return found;
    }

    /// A write, but for the blocks that are as they were before it; what is behind those that are
    /// not is there.
    ///
    /// @param blocks the number of the last write that each block has
    private static byte[] torn(
            byte[] to, Wrote wrote, int number, int blockOctets, Map<Long, Integer> blocks) {
        byte[] all = to;
        int at = 0;
        while (at < wrote.octets().length) {
            long position = wrote.position() + at;
            long block = position / blockOctets;
            int count =
                    (int)
                            Math.min(
                                    wrote.octets().length - at,
                                    (block + 1) * blockOctets - position);
            if (blocks.getOrDefault(block, -1) >= number) {
                int end = (int) position + count;
                all = end > all.length ? Arrays.copyOf(all, end) : all;
                System.arraycopy(wrote.octets(), at, all, (int) position, count);
            }
            at += count;
        }
        return all;
    }
}
