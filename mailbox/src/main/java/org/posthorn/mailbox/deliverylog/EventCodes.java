package org.posthorn.mailbox.deliverylog;

import java.util.List;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;

/// Under which numbers kinds and details are stored: their places in these lists, to which one may
/// add at the end, and nothing else.
final class EventCodes {
    private static final List<Kind> KINDS =
            List.of(
                    Kind.RECEIVED,
                    Kind.REFUSED,
                    Kind.ROUTED,
                    Kind.STORED,
                    Kind.QUEUED,
                    Kind.DELIVERED,
                    Kind.DEFERRED,
                    Kind.FAILED,
                    Kind.EXPIRED,
                    Kind.DISCARDED,
                    Kind.REPORTED,
                    Kind.REPORT_RECEIVED,
                    Kind.HELD,
                    Kind.RELEASED);

    private static final List<Detail> DETAILS =
            List.of(
                    Detail.CLIENT,
                    Detail.HELLO,
                    Detail.TLS,
                    Detail.ACCOUNT,
                    Detail.PROTOCOL,
                    Detail.SIZE,
                    Detail.MESSAGE_ID,
                    Detail.RECIPIENTS,
                    Detail.REPLY,
                    Detail.RULE,
                    Detail.NEXT_HOP,
                    Detail.FOLDER,
                    Detail.HOST,
                    Detail.ADDRESS,
                    Detail.ATTEMPT,
                    Detail.NEXT_ATTEMPT,
                    Detail.MILLISECONDS,
                    Detail.REPORT,
                    Detail.REPEATED,
                    Detail.ENTRY,
                    Detail.MORE);

    private EventCodes() {}

    static int of(Kind kind) {
        return KINDS.indexOf(kind);
    }

    static int of(Detail detail) {
        return DETAILS.indexOf(detail);
    }

    static Kind kind(long code) {
        return at(KINDS, code);
    }

    static Detail detail(long code) {
        return at(DETAILS, code);
    }

    private static <T> T at(List<T> values, long code) {
        if (code < 0 || code >= values.size()) {
            throw new DamagedLogException("no such number: " + code);
        }
        return values.get((int) code);
    }
}
