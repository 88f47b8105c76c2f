package org.posthorn.mailbox.budget;

import java.util.function.LongSupplier;

/// What the unfinished work of all clients together may keep, so that no number of them brings the
/// process down (decision 0015).
///
/// Messages that arrive and long commands have a quarter of the heap; then messages go to disk;
/// when the room there is used up as well, newcomers are refused. Connections and their buffers
/// have half of the heap; then new connections are refused. Strangers get half of the former and
/// seven eighths of the latter at most.
public final class WorkBudget {
    /// What each message and each command may keep beside the budget; the cost of its connection
    /// covers it.
    public static final int FREE_OCTETS = 4096;

    private static final long DISK_MOST = 8L << 30;

    /// A start on a full disk must not keep the room from messages that is made later.
    private static final long DISK_LEAST = 256L << 20;

    /// Each is a file descriptor too.
    private static final int FILES = 4096;

    private final Pool heap;
    private final Pool disk;
    private final Pool files;
    private final Pool connections;
    private final LongSupplier spareOctets;

    private WorkBudget(long heapOctets, long diskOctets, int files, LongSupplier spareOctets) {
        this.heap = new Pool(heapOctets / 4);
        this.connections = new Pool(heapOctets / 2);
        this.disk = new Pool(diskOctets);
        this.files = new Pool(files);
        this.spareOctets = spareOctets;
    }

    /// Of this process.
    ///
    /// @param usableOctets what the disk of spooled messages has left as the process starts
    /// @param spareOctets what it has at any moment beside what is kept in reserve
    public static WorkBudget ofThisProcess(long usableOctets, LongSupplier spareOctets) {
        return of(
                Runtime.getRuntime().maxMemory(),
                Math.clamp(usableOctets / 2, DISK_LEAST, DISK_MOST),
                FILES,
                spareOctets);
    }

    /// A budget for stores that keep everything in heap: it refuses nothing.
    public static WorkBudget unlimited() {
        return of(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, () -> Long.MAX_VALUE);
    }

    /// Of a process with such a heap and such a disk.
    ///
    /// @param heapOctets the most that the process may have
    /// @param diskOctets of all spooled messages together
    /// @param spareOctets what the disk has at any moment beside what is kept in reserve
    public static WorkBudget of(
            long heapOctets, long diskOctets, int files, LongSupplier spareOctets) {
        return new WorkBudget(heapOctets, diskOctets, files, spareOctets);
    }

    /// Begins to count one message or command.
    public Holding open(Party party) {
        return new Holding(this, party);
    }

    /// Whether a message may begin to arrive: there is heap for it, or room on disk. The last
    /// quarter of both is for those that have begun.
    public boolean admits(Party party) {
        return !heap.isNearlyFull(party) || isRoomOnDisk(party);
    }

    private boolean isRoomOnDisk(Party party) {
        return !disk.isNearlyFull(party) && !files.isNearlyFull(party) && isDiskSpacious();
    }

    /// Whether so much is in use that clients must be quick.
    public boolean isPressed(Party party) {
        return heap.isPressed(party) || disk.isPressed(party) || files.isPressed(party);
    }

    /// Counts a new connection of a stranger.
    public boolean takeConnection(int octets) {
        return connections.takeBelow(connections.limit() / 4 * 3, octets);
    }

    /// Counts a buffer of a connection.
    public boolean takeBuffer(Party party, int octets) {
        long limit = connections.limit();
        return connections.takeBelow(party == Party.STRANGER ? limit / 8 * 7 : limit, octets);
    }

    /// A connection or a buffer of one is gone.
    public void giveBack(int octets) {
        connections.give(octets);
    }

    Pool heap() {
        return heap;
    }

    Pool disk() {
        return disk;
    }

    Pool files() {
        return files;
    }

    /// Whether the disk can take more without starving the database.
    boolean isDiskSpacious() {
        return spareOctets.getAsLong() >= 0;
    }

    /// What messages and commands keep in heap now, in octets.
    public long heapOctets() {
        return heap.used();
    }

    /// What messages keep on disk now, in octets.
    public long diskOctets() {
        return disk.used();
    }

    /// How many messages are on disk now.
    public long fileCount() {
        return files.used();
    }

    /// What connections keep in heap now, in octets.
    public long connectionOctets() {
        return connections.used();
    }
}
