package org.posthorn.imap;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.response.ListAttribute;
import org.posthorn.imap.response.Response;
import org.posthorn.mailbox.store.MailboxName;

/// LSUB (RFC 3501 section 6.3.9).
///
/// A name that is not subscribed, but has subscribed names below it that the pattern's `%` does not
/// reach, is listed as `\Noselect`.
final class LsubHandler {
    private LsubHandler() {}

    static Reply handle(Command.Lsub command, Session session) throws IOException {
        MailboxTree tree = MailboxTree.of(session.user().mailboxes());
        var pattern = new MailboxPattern(command.reference(), command.pattern());
        SortedMap<MailboxName, EnumSet<ListAttribute>> found = new TreeMap<>();
        for (MailboxName name : tree.subscribed()) {
            if (pattern.matches(name)) {
                found.put(name, attributes(tree, name));
            } else if (command.pattern().endsWith("%")) {
                addMatchingParent(found, pattern, name);
            }
        }
        for (var entry : found.entrySet()) {
            session.out().write(new Response.Subscribed(entry.getKey(), entry.getValue()));
        }
        return Reply.ok("Listed");
    }

    private static EnumSet<ListAttribute> attributes(MailboxTree tree, MailboxName name) {
        return tree.existing().containsKey(name)
                ? EnumSet.noneOf(ListAttribute.class)
                : EnumSet.of(ListAttribute.NO_SELECT);
    }

    private static void addMatchingParent(
            SortedMap<MailboxName, EnumSet<ListAttribute>> found,
            MailboxPattern pattern,
            MailboxName name) {
        Optional<MailboxName> parent = name.parent();
        while (parent.isPresent()) {
            if (pattern.matches(parent.get())) {
                found.putIfAbsent(parent.get(), EnumSet.of(ListAttribute.NO_SELECT));
                return;
            }
            parent = parent.get().parent();
        }
    }
}
