package org.posthorn.mailbox.derby;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/// All that was done to the files of a folder, in order.
public final class DiskJournal implements AutoCloseable {
    private static final ConcurrentHashMap<Path, DiskJournal> ALL = new ConcurrentHashMap<>();

    /// Of folders that nobody is interested in.
    private static final DiskJournal NONE = new DiskJournal(Path.of("/nowhere"));

    private final Path folder;
    private final List<Act> acts = new ArrayList<>();

    /// Something that was done; paths are relative to the folder.
    public sealed interface Act {}

    public record Made(Path file) implements Act {}

    public record MadeFolder(Path folder) implements Act {}

    public record Deleted(Path file) implements Act {}

    public record Renamed(Path from, Path to) implements Act {}

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Wrote(Path file, byte[] octets, long position) implements Act {}

    public record Resized(Path file, long length) implements Act {}

    public record Forced(Path file) implements Act {}

    public record ForcedFolder(Path folder) implements Act {}

    private DiskJournal(Path folder) {
        this.folder = folder;
    }

    /// Begins to write down what is done below a folder.
    public static DiskJournal begin(Path folder) {
        var journal = new DiskJournal(folder.toAbsolutePath());
        ALL.put(journal.folder, journal);
        return journal;
    }

    /// The journal of a path, or one that forgets everything.
    public static DiskJournal of(Path path) {
        for (DiskJournal each : ALL.values()) {
            if (path.toAbsolutePath().startsWith(each.folder)) {
                return each;
            }
        }
        return NONE;
    }

    private synchronized void add(Act act) {
        if (this != NONE) {
            acts.add(act);
        }
    }

    private Path relative(Path path) {
        return this == NONE ? path : folder.relativize(path.toAbsolutePath());
    }

    public void made(Path file) {
        add(new Made(relative(file)));
    }

    public void madeFolder(Path made) {
        add(new MadeFolder(relative(made)));
    }

    public void deleted(Path file) {
        add(new Deleted(relative(file)));
    }

    public void renamed(Path from, Path to) {
        add(new Renamed(relative(from), relative(to)));
    }

    public void wrote(Path file, byte[] octets, int offset, int length, long position) {
        add(
                new Wrote(
                        relative(file),
                        Arrays.copyOfRange(octets, offset, offset + length),
                        position));
    }

    public void resized(Path file, long length) {
        add(new Resized(relative(file), length));
    }

    public void forced(Path file) {
        add(new Forced(relative(file)));
    }

    public void forcedFolder(Path forced) {
        add(new ForcedFolder(relative(forced)));
    }

    /// How much has been done up to here.
    public synchronized int size() {
        return acts.size();
    }

    /// What was done first.
    public synchronized List<Act> first(int count) {
        return List.copyOf(acts.subList(0, count));
    }

    @Override
    public void close() {
        ALL.remove(folder);
    }
}
