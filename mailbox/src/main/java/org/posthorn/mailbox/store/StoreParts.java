package org.posthorn.mailbox.store;

import org.posthorn.mailbox.inhand.InHand;
import org.posthorn.mailbox.mime.ParsedMessage;

/// What everything inside one store shares.
record StoreParts(
        MailStorage storage,
        OpenMailboxes open,
        BodyPins pins,
        RecentFloors recentFloors,
        ParsedCache parsedCache,
        ArrivalCare care) {

    static StoreParts over(MailStorage storage, ArrivalCare care) {
        var recentFloors = new RecentFloors(storage);
        return new StoreParts(
                storage,
                new OpenMailboxes(storage, recentFloors),
                new BodyPins(storage),
                recentFloors,
                new ParsedCache(),
                care);
    }

    InHand inHand() {
        return care.inHand();
    }

    ParsedMessage decode(byte[] parsed) {
        return Arrival.decode(parsed);
    }
}
