package org.posthorn.smtp.route;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.MailboxName;

/// Where a message ends, whatever it went through: each account once, and each recipient elsewhere
/// once for each destination. Who comes first in the trees decides about folder and return path.
public record RouteLeaves(List<Local> locals, List<Remote> remotes) {
    public RouteLeaves {
        locals = List.copyOf(locals);
        remotes = List.copyOf(remotes);
    }

    /// An account.
    ///
    /// @param folder where it goes if it is still there; else INBOX
    /// @param returnPath in place of the sender
    public record Local(Account account, MailboxName folder, Optional<String> returnPath) {}

    /// A recipient elsewhere.
    ///
    /// @param returnPath the sender that is named there; empty for the null path
    /// @param reason why there, for the delivery log
    public record Remote(String address, String destination, String returnPath, String reason) {}

    private record Place(String address, String destination) {}

    /// Of all recipients of a message.
    public static RouteLeaves of(Collection<RouteTree> trees) {
        Map<AccountId, Local> locals = new LinkedHashMap<>();
        Map<Place, Remote> remotes = new LinkedHashMap<>();
        for (RouteTree tree : trees) {
            tree.forEach(node -> add(node, locals, remotes));
        }
        return new RouteLeaves(List.copyOf(locals.values()), List.copyOf(remotes.values()));
    }

    private static void add(
            RouteNode node, Map<AccountId, Local> locals, Map<Place, Remote> remotes) {
        switch (node) {
            case RouteNode.Deliver(var account, var folder, var returnPath) ->
                    locals.putIfAbsent(account.id(), new Local(account, folder, returnPath));
            case RouteNode.Relay(var address, var destination, var returnPath, var reason) ->
                    remotes.putIfAbsent(
                            new Place(address, destination),
                            new Remote(address, destination, returnPath, reason));
            case RouteNode.Expand _,
                    RouteNode.Forward _,
                    RouteNode.Discard _,
                    RouteNode.Refuse _,
                    RouteNode.Repeated _ -> {}
        }
    }
}
