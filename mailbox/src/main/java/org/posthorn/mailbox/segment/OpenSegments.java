package org.posthorn.mailbox.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.disk.DamagedRecordException;
import org.posthorn.mailbox.disk.Disk;
import org.posthorn.mailbox.disk.DiskFile;

/// The segments that are open: those that are written to, and those read lately.
final class OpenSegments {
    private static final int MOST = 128;

    private final Disk disk;
    private final Path folder;

    /// The one that was used longest ago comes first.
    private final Map<Long, SegmentFile> open = new LinkedHashMap<>(16, 0.75f, true);

    /// Numbers are never given again; each stands for a file of many MiB.
    private final Set<Long> deleted = new HashSet<>();

    OpenSegments(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    Path path(long number) {
        return folder.resolve("%016x.segment".formatted(number));
    }

    /// A segment that is not closed until [SegmentFile#endUse].
    ///
    /// @throws java.nio.file.NoSuchFileException when it is gone
    /// @throws DamagedRecordException when it is none
    SegmentFile use(long number) throws IOException {
        SegmentFile known = used(number);
        if (known != null) {
            return known;
        }
        SegmentFile opened = opened(number);
        SegmentFile kept = keep(opened);
        if (kept != opened) {
            opened.file().close();
        }
        return kept;
    }

    private synchronized @Nullable SegmentFile used(long number) {
        SegmentFile known = open.get(number);
        if (known != null) {
            known.use();
        }
        return known;
    }

    private SegmentFile opened(long number) throws IOException {
        DiskFile file = disk.open(path(number));
        boolean right = false;
        try {
            long size = file.size();
            if (size < SegmentHeader.OCTETS) {
                throw new DamagedRecordException("a segment has no header");
            }
            var header =
                    SegmentHeader.decode(file.read(SegmentHeader.OCTETS, 0))
                            .filter(found -> found.number() == number)
                            .orElseThrow(() ->
                                    new DamagedRecordException("a segment's header is damaged"));
            right = true;
            return new SegmentFile(header, file, size);
        } finally {
            if (!right) {
                file.close();
            }
        }
    }

    /// Takes a segment in, unless somebody else has meanwhile.
    ///
    /// @return the one that is kept, used once more
    SegmentFile keep(SegmentFile segment) throws IOException {
        List<SegmentFile> closed = new ArrayList<>();
        SegmentFile kept;
        synchronized (this) {
            if (deleted.contains(segment.number())) {
                // Opened just before: its reader is the last.
                segment.use();
                segment.retire();
                return segment;
            }
            open.putIfAbsent(segment.number(), segment);
            kept = open.get(segment.number());
            kept.use();
            var all = open.values().iterator();
            while (open.size() > MOST && all.hasNext()) {
                SegmentFile oldest = all.next();
                if (!oldest.isUsed()) {
                    all.remove();
                    closed.add(oldest);
                }
            }
        }
        for (SegmentFile each : closed) {
            each.file().close();
        }
        return kept;
    }

    /// Whether somebody reads it, or has written to it what is not committed yet.
    synchronized boolean isUsed(long number) {
        SegmentFile known = open.get(number);
        return known != null && known.isUsed();
    }

    /// Deletes a segment; who reads it goes on, or finds it gone.
    void delete(long number) throws IOException {
        SegmentFile closed;
        synchronized (this) {
            deleted.add(number);
            closed = open.remove(number);
        }
        disk.delete(path(number));
        if (closed != null) {
            closed.retire();
        }
    }

    synchronized void close() throws IOException {
        for (SegmentFile each : open.values()) {
            each.file().close();
        }
        open.clear();
    }
}
