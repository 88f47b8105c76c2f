package org.posthorn.imap;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.SearchKey;
import org.posthorn.imap.command.SearchReturn;
import org.posthorn.imap.command.SequenceSet;
import org.posthorn.imap.response.Response;
import org.posthorn.imap.response.ResponseCode.Plain;
import org.posthorn.imap.search.MessageSearch;
import org.posthorn.imap.search.SearchTooDearException;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.UidSet;

/// SEARCH and UID SEARCH (RFC 9051 section 6.4.4, RFC 4731, RFC 7162 section 3.1.5).
final class SearchHandler {
    private SearchHandler() {}

    static Reply handle(Command.Search command, Session session) throws IOException {
        Selected selected = session.selected();
        session.announcer().announce(selected, false);
        boolean byModSequence = asksForModSequence(command.key());
        if (byModSequence) {
            session.speakModSequences();
        }
        MailboxView view = selected.view();
        List<MessageRow> found;
        try {
            found = find(command.key(), session, selected);
        } catch (SearchTooDearException _) {
            return Reply.no(Plain.LIMIT, "That takes more work than one search may");
        }
        var answer = new Answer(command, session, view, found, byModSequence);
        session.out().write(command.returns().isEmpty() ? answer.plain() : answer.extended());
        return Reply.ok("Searched");
    }

    private static List<MessageRow> find(SearchKey key, Session session, Selected selected)
            throws IOException {
        MailboxView view = selected.view();
        var watch = new ClientWatch(session, "Still searching");
        return new MessageSearch(key, view.known(), selected.mailbox(), view::isRecent, watch)
                .run();
    }

    private static boolean asksForModSequence(SearchKey key) {
        return switch (key) {
            case SearchKey.ModSeq _ -> true;
            case SearchKey.And(var keys) ->
                    keys.stream().anyMatch(SearchHandler::asksForModSequence);
            case SearchKey.Or(SearchKey left, SearchKey right) ->
                    asksForModSequence(left) || asksForModSequence(right);
            case SearchKey.Not(SearchKey inner) -> asksForModSequence(inner);
            default -> false;
        };
    }

    /// The response of one SEARCH.
    private record Answer(
            Command.Search command,
            Session session,
            MailboxView view,
            List<MessageRow> found,
            boolean byModSequence) {

        Response plain() {
            return new Response.Search(found.stream().map(this::number).toList(), highest(found));
        }

        /// What there is nothing of is left out, but the count (RFC 4731 section 3.1).
        Response extended() {
            Set<SearchReturn> returns = command.returns();
            boolean some = !found.isEmpty();
            Long min = some && returns.contains(SearchReturn.MIN) ? number(found.getFirst()) : null;
            Long max = some && returns.contains(SearchReturn.MAX) ? number(found.getLast()) : null;
            boolean all = returns.contains(SearchReturn.ALL);
            boolean count = returns.contains(SearchReturn.COUNT);
            return new Response.ExtendedSearch(
                    session.tag(),
                    command.byUid(),
                    min,
                    max,
                    some && all ? set() : null,
                    count ? found.size() : null,
                    highest(all || count ? found : ends(min, max)));
        }

        private List<MessageRow> ends(@Nullable Long min, @Nullable Long max) {
            if (found.isEmpty()) {
                return List.of();
            }
            if (min != null && max != null) {
                return List.of(found.getFirst(), found.getLast());
            }
            return List.of(min != null ? found.getFirst() : found.getLast());
        }

        private long number(MessageRow row) {
            return command.byUid() ? row.uid().value() : view.numberOf(row.uid());
        }

        private SequenceSet set() {
            var uids = new UidSet.Builder();
            found.forEach(row -> uids.add(row.uid()));
            return MessageSet.write(uids.build(), command.byUid(), view.known());
        }

        private @Nullable ModSequence highest(List<MessageRow> rows) {
            ModSequence highest = null;
            for (MessageRow row : byModSequence ? rows : List.<MessageRow>of()) {
                if (highest == null || row.modSequence().compareTo(highest) > 0) {
                    highest = row.modSequence();
                }
            }
            return highest;
        }
    }
}
