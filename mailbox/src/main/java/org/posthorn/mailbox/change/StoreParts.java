package org.posthorn.mailbox.change;

import org.posthorn.mailbox.body.ArrivalCare;
import org.posthorn.mailbox.body.BodyPins;
import org.posthorn.mailbox.body.MessageCache;
import org.posthorn.mailbox.inhand.InHand;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.store.FailStop;
import org.posthorn.mailbox.tree.Grants;
import org.posthorn.mailbox.tree.Trees;

/// What everything inside one store shares.
public record StoreParts(
        ChangeParts changes,
        Commits commits,
        Followers followers,
        RecentFloors recentFloors,
        MessageCache cache,
        ChangeNumbers seen,
        ArrivalCare care) {

    /// @param catchUp how what is known of a mailbox is brought to a newer version
    static StoreParts over(Foundation foundation, CatchUp catchUp) {
        var storage = foundation.storage();
        var recentFloors = new RecentFloors(storage);
        var followers = new Followers();
        var changes =
                new ChangeParts(
                        storage,
                        new States(storage, recentFloors, catchUp),
                        new Trees(storage),
                        new Grants(storage),
                        new OpenMailboxes(storage.snapshots()),
                        new BodyPins(),
                        foundation.retention());
        return new StoreParts(
                changes,
                new Commits(changes, followers, foundation.failStop()),
                followers,
                recentFloors,
                new MessageCache(),
                new ChangeNumbers(),
                foundation.care());
    }

    /// What a store is built on.
    ///
    /// @param failStop called when nobody knows what is on disk
    public record Foundation(
            MailStorage storage, ArrivalCare care, Retention retention, FailStop failStop) {}

    public static StoreParts over(Foundation foundation) {
        return over(foundation, States::changedRows);
    }

    public MailStorage storage() {
        return changes.storage();
    }

    public OpenMailboxes open() {
        return changes.open();
    }

    BodyPins pins() {
        return changes.pins();
    }

    public Trees trees() {
        return changes.trees();
    }

    Grants grants() {
        return changes.grants();
    }

    States states() {
        return changes.states();
    }

    InHand inHand() {
        return care.inHand();
    }
}
