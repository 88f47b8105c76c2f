package org.posthorn.mailbox.deliverylog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.zip.CRC32C;

/// What a piece of the log may be found by, as hashes of 24 bits: whoever looks for something reads
/// these, and the events only where one of them fits. A hash that fits by chance costs time and
/// nothing else.
///
/// Stored as they are, ascending, three octets each. What stands here is in every database: the
/// hash is the high bits of the CRC-32C of [EventNames]' form in UTF-8.
public final class LogKeys {
    static final int OCTETS = 3;

    private final byte[] octets;

    private LogKeys(byte[] octets) {
        this.octets = octets;
    }

    /// Of a piece that was stored.
    public static LogKeys stored(byte[] octets) {
        return new LogKeys(octets);
    }

    /// What is looked for.
    public static final class Wanted {
        private final int[] hashes;

        private Wanted(int[] hashes) {
            this.hashes = hashes;
        }

        /// By what somebody typed.
        public static Wanted asked(String key) {
            return new Wanted(new int[] {hash(EventNames.asked(key))});
        }

        /// Messages, and those that tell of them.
        public static Wanted messages(Collection<String> ids) {
            return new Wanted(
                    ids.stream().mapToInt(id -> hash(EventNames.folded(id))).sorted().toArray());
        }

        /// Whether a piece with these keys may have it.
        public boolean mayBeIn(LogKeys keys) {
            for (int hash : hashes) {
                if (keys.contains(hash)) {
                    return true;
                }
            }
            return false;
        }
    }

    static int hash(String name) {
        var crc = new CRC32C();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() >>> 8);
    }

    /// Collects hashes.
    static final class Collector {
        private int[] hashes = new int[16];
        private int count;

        void add(String name) {
            if (count == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * count);
            }
            hashes[count++] = hash(name);
        }

        /// At most; some may be the same.
        int octets() {
            return OCTETS * count;
        }

        int count() {
            return count;
        }

        /// Forgets what came after so many.
        void cut(int kept) {
            count = kept;
        }

        byte[] encode() {
            int[] sorted = Arrays.stream(hashes, 0, count).sorted().distinct().toArray();
            var keys = new byte[OCTETS * sorted.length];
            for (int i = 0; i < sorted.length; i++) {
                keys[OCTETS * i] = (byte) (sorted[i] >> 16);
                keys[OCTETS * i + 1] = (byte) (sorted[i] >> 8);
                keys[OCTETS * i + 2] = (byte) sorted[i];
            }
            return keys;
        }
    }

    private boolean contains(int hash) {
        int low = 0;
        int high = octets.length / OCTETS - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int there = at(middle);
            if (there == hash) {
                return true;
            }
            if (there < hash) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    private int at(int index) {
        int i = OCTETS * index;
        return ((octets[i] & 0xff) << 16) | ((octets[i + 1] & 0xff) << 8) | (octets[i + 2] & 0xff);
    }
}
