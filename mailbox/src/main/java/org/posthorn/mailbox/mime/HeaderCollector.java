package org.posthorn.mailbox.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gathers the fields of [HeaderField] from the lines of one header section after the other.
///
/// Of fields that occur twice the first counts. A field keeps at most 64 KiB, and all header
/// sections of a message together 512 KiB; what is beyond reads as if it were not there. Only of
/// References the end counts as much as the start: it loses ids between them instead.
final class HeaderCollector {
    static final int FIELD_LIMIT = 64 * 1024;
    static final int MESSAGE_LIMIT = 512 * 1024;

    /// Where a field's value lies among all values.
    private static final class Place {
        private final int start;
        private final boolean keepsEnd;
        private int end;

        Place(int start, boolean keepsEnd) {
            this.start = start;
            this.keepsEnd = keepsEnd;
            end = start;
        }
    }

    private final Map<HeaderField, Place> places = new EnumMap<>(HeaderField.class);
    private byte[] values = new byte[1024];
    private int size;
    private int budget = MESSAGE_LIMIT;
    private boolean message;
    private @Nullable Place open;

    /// Forgets all fields and prepares for those of a message, or of a part that is none.
    void begin(boolean ofMessage) {
        message = ofMessage;
        places.clear();
        budget -= size;
        size = 0;
        open = null;
    }

    /// Where the colon is when the line begins with a field name, else -1.
    ///
    /// ```
    /// field-name = 1*ftext
    /// ftext      = %d33-57 / %d59-126
    /// ```
    ///
    /// RFC 5322 section 3.6.8; blanks before the colon as in section 4.5.
    static int colon(byte[] octets, int start, int end) {
        int i = start;
        while (i < end && octets[i] > ' ' && octets[i] < 127 && octets[i] != ':') {
            i++;
        }
        if (i == start) {
            return -1;
        }
        while (i < end && isBlank(octets[i])) {
            i++;
        }
        return i < end && octets[i] == ':' ? i : -1;
    }

    /// Where the field name ends that the line begins with, else -1.
    static int nameEnd(byte[] octets, int start, int end) {
        int nameEnd = colon(octets, start, end);
        while (nameEnd > start && isBlank(octets[nameEnd - 1])) {
            nameEnd--;
        }
        return nameEnd;
    }

    private static boolean isBlank(int octet) {
        return octet == ' ' || octet == '\t';
    }

    /// Takes a piece of a header line.
    void add(byte[] octets, int start, int end, boolean startsLine) {
        if (!startsLine || isBlank(octets[start])) {
            if (open != null) {
                append(open, octets, start, end);
            }
            return;
        }
        open = null;
        int nameEnd = nameEnd(octets, start, end);
        if (nameEnd < 0) {
            return;
        }
        HeaderField field = HeaderField.of(octets, start, nameEnd - start);
        if (field != null && (message || field.isMime()) && !places.containsKey(field)) {
            open = new Place(size, field == HeaderField.REFERENCES);
            places.put(field, open);
            append(open, octets, colon(octets, start, end) + 1, end);
        }
    }

    private void append(Place place, byte[] octets, int start, int end) {
        int at = start + take(octets, start, end, room(place));
        while (place.keepsEnd && at < end && (room(place) > 0 || dropMiddle(place))) {
            at += take(octets, at, end, room(place));
        }
        place.end = size;
    }

    private int room(Place place) {
        return Math.max(0, Math.min(FIELD_LIMIT - (size - place.start), budget - size));
    }

    /// Takes at most so many octets from `start` on, and returns how many.
    private int take(byte[] octets, int start, int end, int room) {
        int length = Math.clamp((long) end - start, 0, room);
        if (size + length > values.length) {
            values = Arrays.copyOf(values, Math.max(values.length * 2, size + length));
        }
        for (int i = start; i < start + length; i++) {
            byte octet = octets[i];
            if (octet != '\r' && octet != '\n' && octet != 0) {
                values[size++] = octet;
            }
        }
        return length;
    }

    /// Makes room in a full field between whole message-ids; what moves is no more than what came
    /// since the last time.
    ///
    /// @return false when the field is not what is full
    private boolean dropMiddle(Place place) {
        if (size - place.start < FIELD_LIMIT) {
            return false;
        }
        int headEnd = place.start + FIELD_LIMIT / 2;
        while (headEnd > place.start && values[headEnd - 1] != '>') {
            headEnd--;
        }
        int tail = size - FIELD_LIMIT / 4;
        while (tail < size && values[tail] != '<') {
            tail++;
        }
        System.arraycopy(values, tail, values, headEnd, size - tail);
        size = headEnd + size - tail;
        return true;
    }

    /// The field's value, unfolded and trimmed, each `char` an octet; null when the header does not
    /// have it.
    @Nullable String value(HeaderField field) {
        Place place = places.get(field);
        if (place == null) {
            return null;
        }
        int start = place.start;
        int end = place.end;
        while (start < end && isBlank(values[start])) {
            start++;
        }
        while (end > start && isBlank(values[end - 1])) {
            end--;
        }
        return new String(values, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
