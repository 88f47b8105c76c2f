package org.posthorn.mailbox.deliverylog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes events one after the other, in the form that [EventReader] reads.
///
/// ```
/// event   = kind time message sender recipient details
/// kind    = number                ; EventCodes
/// time    = number                ; milliseconds since the event before, zigzag
/// details = count *(detail text)
/// text    = 0                     ; empty
///         / 1 length octets       ; UTF-8
///         / number                ; 2 for the last text that stands here in full, 3 for the one
///                                 ; before that, and so on
/// ```
///
/// Numbers are of variable length, seven bits in each octet, the low ones first.
final class EventWriter {
    /// Of one text, as it is kept.
    static final int MOST_CHARACTERS = 1000;

    /// Of one text of an event whose texts are too long together.
    private static final int FEW_CHARACTERS = 400;

    /// What the longest event may take: 24 texts of [#FEW_CHARACTERS] and what stands around them.
    static final int MOST_OCTETS = 31_000;

    private static final long LAST_MOMENT = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

    private byte[] octets = new byte[512];
    private int length;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private long time;

    /// How it was before an event.
    record Mark(int length, int texts, long time) {}

    Mark mark() {
        return new Mark(length, texts.size(), time);
    }

    /// Takes back what was written since.
    void reset(Mark mark) {
        length = mark.length;
        time = mark.time;
        while (texts.size() > mark.texts) {
            places.remove(texts.removeLast());
        }
    }

    int length() {
        return length;
    }

    byte[] octets() {
        return Arrays.copyOf(octets, length);
    }

    /// In whole milliseconds, and not so far off that it has no such number.
    static long millis(Instant moment) {
        return Math.clamp(moment.getEpochSecond(), 0, LAST_MOMENT / 1000) * 1000
                + moment.getNano() / 1_000_000;
    }

    /// Its texts are cut so that it fits into [#MOST_OCTETS].
    void write(DeliveryEvent event) {
        Mark before = mark();
        write(event, MOST_CHARACTERS);
        if (length - before.length > MOST_OCTETS) {
            reset(before);
            write(event, FEW_CHARACTERS);
        }
    }

    private void write(DeliveryEvent event, int most) {
        long moment = millis(event.at());
        long since = moment - time;
        time = moment;
        number(EventCodes.of(event.kind()));
        number((since << 1) ^ (since >> 63));
        text(event.message(), most);
        text(event.sender(), most);
        text(event.recipient(), most);
        number(event.details().size());
        event.details()
                .forEach((detail, value) -> {
                    number(EventCodes.of(detail));
                    text(value, most);
                });
    }

    private void text(String text, int most) {
        String kept = cut(text, most);
        if (kept.isEmpty()) {
            number(0);
            return;
        }
        Integer place = places.putIfAbsent(kept, texts.size());
        if (place != null) {
            number(1 + texts.size() - place);
            return;
        }
        texts.add(kept);
        byte[] utf8 = kept.getBytes(StandardCharsets.UTF_8);
        number(1);
        number(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, octets, length, utf8.length);
        length += utf8.length;
    }

    /// Never within a character.
    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(
                0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    private void number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            octets[length++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        octets[length++] = (byte) rest;
    }

    private void room(int more) {
        if (octets.length - length < more) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
        }
    }
}
