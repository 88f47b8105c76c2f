package org.posthorn.mailbox.deliverylog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;

/// Reads what [EventWriter] has written.
final class EventReader {
    private static final int NUMBER_BITS = 63;

    private final byte[] octets;
    private int at;
    private final List<String> texts = new ArrayList<>();
    private long time;

    EventReader(byte[] octets, int from) {
        this.octets = octets;
        this.at = from;
    }

    /// Up to the end.
    ///
    /// @throws DamagedLogException when it was not written so
    List<DeliveryEvent> readAll() {
        var events = new ArrayList<DeliveryEvent>();
        while (at < octets.length) {
            events.add(read());
        }
        return events;
    }

    private DeliveryEvent read() {
        var kind = EventCodes.kind(number());
        long since = number();
        time += (since >>> 1) ^ -(since & 1);
        String message = text();
        String sender = text();
        String recipient = text();
        long count = number();
        var details = new EnumMap<Detail, String>(Detail.class);
        for (long i = 0; i < count; i++) {
            if (details.put(EventCodes.detail(number()), text()) != null) {
                throw new DamagedLogException("a detail stands twice");
            }
        }
        return new DeliveryEvent(
                Instant.ofEpochMilli(time), kind, message, sender, recipient, details);
    }

    private String text() {
        long place = number();
        if (place == 0) {
            return "";
        }
        if (place > 1) {
            long index = texts.size() - (place - 1);
            if (index < 0) {
                throw new DamagedLogException("a text that was never there");
            }
            return texts.get((int) index);
        }
        long length = number();
        if (length > octets.length - at) {
            throw new DamagedLogException("a text behind the end");
        }
        String text = utf8((int) length);
        at += (int) length;
        texts.add(text);
        return text;
    }

    private String utf8(int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, at, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DamagedLogException("a text is not UTF-8", e);
        }
    }

    /// Not negative, even where that was written.
    private long number() {
        long value = 0;
        for (int shift = 0; shift < NUMBER_BITS; shift += 7) {
            if (at == octets.length) {
                throw new DamagedLogException("it ends within an event");
            }
            byte octet = octets[at++];
            value |= (long) (octet & 0x7f) << shift;
            if (octet >= 0) {
                return value;
            }
        }
        throw new DamagedLogException("a number without an end");
    }
}
