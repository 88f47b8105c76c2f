package org.posthorn.smtp.route;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.routes.RouteEntry.Group;
import org.posthorn.mailbox.routes.RouteEntry.Posting;

/// Who may write to a group.
///
/// Who has logged in is believed to be that account, and a trusted network to be what it says. A
/// stranger who says that he is somebody of ours is not believed; what he says of another domain
/// cannot be known here.
final class PostingRights {
    private PostingRights() {}

    static boolean mayPost(Group group, Walk walk) {
        return switch (group.posting()) {
            case ANYONE -> true;
            case MEMBERS -> is(group.members(), walk);
            case LISTED -> is(group.posters(), walk);
            case DOMAIN ->
                    account(walk)
                            .or(() -> believed(walk))
                            .filter(who -> who.domain().equals(group.address().domain()))
                            .isPresent();
        };
    }

    private static boolean is(List<EmailAddress> allowed, Walk walk) {
        return account(walk).filter(allowed::contains).isPresent()
                || believed(walk).filter(allowed::contains).isPresent();
    }

    private static Optional<EmailAddress> account(Walk walk) {
        return walk.query().account().map(Account::address);
    }

    /// The sender, if it can be what it says.
    private static Optional<EmailAddress> believed(Walk walk) {
        return walk.sender()
                .filter(sender -> walk.query().mayRelay() || !walk.isOurs(sender.domain()));
    }

    static String words(Posting posting) {
        return switch (posting) {
            case ANYONE -> "anyone";
            case MEMBERS -> "its members";
            case DOMAIN -> "its domain";
            case LISTED -> "those who are listed";
        };
    }
}
