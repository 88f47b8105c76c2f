package org.posthorn.smtp.receive;

import java.util.List;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.smtp.dispatch.Routed;
import org.posthorn.smtp.route.RouteLeaves;
import org.posthorn.smtp.route.RouteTree;

/// An accepted recipient and where mail for it goes.
///
/// @param text the address, for replies and the `for` clause
/// @param accounts here that it leads to, without those that only get a copy
/// @param ends how many accounts and recipients elsewhere that is
record Recipient(String text, Routed routed, List<AccountId> accounts, int ends) {
    static Recipient of(String text, RouteTree tree, RecipientOptions options) {
        var routed = Routed.of(tree, options);
        var leaves = routed.leaves();
        var own =
                tree.journals().isEmpty()
                        ? leaves
                        : RouteLeaves.of(List.of(tree.withoutJournals()));
        return new Recipient(
                text,
                routed,
                own.locals().stream().map(local -> local.account().id()).toList(),
                leaves.locals().size() + leaves.remotes().size());
    }

    RecipientOptions options() {
        return routed.options();
    }
}
