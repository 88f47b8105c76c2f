package org.posthorn.mailbox.change;

import org.posthorn.mailbox.body.ArrivalCare;
import org.posthorn.mailbox.rows.MailStorage;

/// A store that believes to know what others have changed, for tests of the tests.
public final class BrokenCatchUp {
    private BrokenCatchUp() {}

    public static StoreParts over(MailStorage storage) {
        var foundation =
                new StoreParts.Foundation(
                        storage,
                        ArrivalCare.none(),
                        Retention.DEFAULT,
                        (why, cause) -> {
                            throw new IllegalStateException(why, cause);
                        });
        return StoreParts.over(
                foundation,
                (_, _, older, now) -> older.withCounters(now.uidNext(), now.highestModSequence()));
    }
}
