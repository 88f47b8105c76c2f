package org.posthorn.mailbox.store;

import org.posthorn.mailbox.mime.ParsedMessage;

/// What everything inside one store shares.
record StoreParts(
        MailStorage storage,
        OpenMailboxes open,
        BodyPins pins,
        RecentFloors recentFloors,
        ParsedCache parsedCache) {

    static StoreParts over(MailStorage storage) {
        return new StoreParts(
                storage,
                new OpenMailboxes(),
                new BodyPins(storage),
                new RecentFloors(storage),
                new ParsedCache());
    }

    ParsedMessage decode(byte[] parsed) {
        return Arrival.decode(parsed);
    }
}
