package org.posthorn.imap;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.ListReturn;
import org.posthorn.imap.command.ListSelection;
import org.posthorn.imap.command.StatusItem;
import org.posthorn.imap.response.ListAttribute;
import org.posthorn.imap.response.Response;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MailboxStatus;
import org.posthorn.mailbox.store.Mailboxes;

/// LIST (RFC 9051 section 6.3.9, RFC 5258, RFC 6154 section 5.3) with STATUS (RFC 5819).
final class ListHandler {
    private ListHandler() {}

    static Reply handle(Command.ListMailboxes command, Session session) throws IOException {
        Authenticated user = session.user();
        if (!command.extended() && command.patterns().equals(List.of(""))) {
            session.out().write(new Response.ListedRoot());
            return Reply.ok("Listed");
        }
        if (command.status().contains(StatusItem.HIGHESTMODSEQ)) {
            session.speakModSequences();
        }
        new Listing(command, session, MailboxTree.of(user.mailboxes())).write();
        return Reply.ok("Listed");
    }

    /// The answers of one LIST.
    private record Listing(
            Command.ListMailboxes command,
            Session session,
            MailboxTree tree,
            List<MailboxPattern> patterns) {

        Listing(Command.ListMailboxes command, Session session, MailboxTree tree) {
            this(
                    command,
                    session,
                    tree,
                    command.patterns().stream()
                            .filter(pattern -> !pattern.isEmpty())
                            .map(pattern -> new MailboxPattern(command.reference(), pattern))
                            .toList());
        }

        void write() throws IOException {
            for (MailboxName name : candidates()) {
                if (matches(name)) {
                    write(name);
                }
            }
        }

        /// Existing mailboxes, and where subscriptions are selected, subscribed names and those
        /// above them.
        private Set<MailboxName> candidates() {
            var only = patterns.stream().flatMap(pattern -> pattern.only().stream()).toList();
            if (only.size() == patterns.size() && command.selections().isEmpty()) {
                var named = new TreeSet<>(only);
                named.removeIf(name -> !tree.existing().containsKey(name));
                if (named.size() == only.size()) {
                    return named;
                }
            }
            var names = new TreeSet<>(tree.existing().keySet());
            addParentsOfOthers(names, Mailboxes.OTHER_USERS);
            addParentsOfOthers(names, Mailboxes.SHARED);
            if (selects(ListSelection.SUBSCRIBED)) {
                for (MailboxName subscribed : tree.subscribed()) {
                    names.add(subscribed);
                    addParents(names, subscribed);
                }
            }
            return names;
        }

        /// Of mailboxes of others, those above may be nobody's, or not be seen.
        private void addParentsOfOthers(Set<MailboxName> names, MailboxName top) {
            for (MailboxName name : tree.existing().tailMap(top, false).keySet()) {
                if (!name.isBelow(top)) {
                    return;
                }
                addParents(names, name);
            }
        }

        private static void addParents(Set<MailboxName> names, MailboxName below) {
            Optional<MailboxName> parent = below.parent();
            while (parent.isPresent() && names.add(parent.get())) {
                parent = parent.get().parent();
            }
        }

        private boolean matches(MailboxName name) {
            return patterns.stream().anyMatch(pattern -> pattern.matches(name));
        }

        private boolean selects(ListSelection selection) {
            return command.selections().contains(selection);
        }

        private boolean isSelected(MailboxName name) {
            return (!selects(ListSelection.SUBSCRIBED) || tree.isSubscribed(name))
                    && (!selects(ListSelection.SPECIAL_USE) || !tree.uses(name).isEmpty());
        }

        /// Whether something below is selected that this LIST does not name itself (RFC 5258
        /// section 3.5).
        private boolean isSelectedBelow(MailboxName name) {
            if (!selects(ListSelection.RECURSIVEMATCH)) {
                return false;
            }
            return tree.subscribed().stream()
                    .anyMatch(sub -> sub.isBelow(name) && isSelected(sub) && !matches(sub));
        }

        private void write(MailboxName name) throws IOException {
            boolean selected = isSelected(name);
            boolean selectedBelow = isSelectedBelow(name);
            if (!selected && !selectedBelow) {
                return;
            }
            Optional<MailboxStatus> status =
                    selected && !command.status().isEmpty()
                            ? session.user().mailboxes().status(name)
                            : Optional.empty();
            session.out()
                    .write(
                            new Response.Listed(
                                    name, attributes(name), tree.uses(name), selectedBelow, null));
            if (status.isPresent()) {
                session.out()
                        .write(
                                new Response.StatusData(
                                        status.get(),
                                        command.status(),
                                        session.settings().maxMessageOctets()));
            }
        }

        private Set<ListAttribute> attributes(MailboxName name) {
            var attributes = EnumSet.noneOf(ListAttribute.class);
            if (!tree.existing().containsKey(name)) {
                attributes.add(ListAttribute.NON_EXISTENT);
            }
            attributes.add(
                    tree.hasChildren(name)
                            ? ListAttribute.HAS_CHILDREN
                            : ListAttribute.HAS_NO_CHILDREN);
            boolean tellsSubscribed =
                    selects(ListSelection.SUBSCRIBED)
                            || command.returns().contains(ListReturn.SUBSCRIBED);
            if (tellsSubscribed && tree.isSubscribed(name)) {
                attributes.add(ListAttribute.SUBSCRIBED);
            }
            return attributes;
        }
    }
}
