package org.posthorn.imap;

import java.util.ArrayList;
import java.util.List;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.FetchItem;
import org.posthorn.imap.command.FetchItem.Simple;

/// What a FETCH needs of each message; what it does not need is not looked at.
///
/// @param items in the order in which they are answered
/// @param summaries whether something computed at arrival is asked for
/// @param content whether the message's octets are
/// @param marksSeen whether reading it sets `\Seen`
/// @param flags whether the flags are asked for
/// @param modSequences whether the mod-sequence is
record FetchPlan(
        List<FetchItem> items,
        boolean summaries,
        boolean content,
        boolean marksSeen,
        boolean flags,
        boolean modSequences) {

    /// @param speaksModSequences whether each answer carries the mod-sequence (RFC 7162 section
    ///   3.1)
    static FetchPlan of(Command.Fetch command, boolean speaksModSequences) {
        var items = new ArrayList<>(command.items().stream().distinct().toList());
        if (command.byUid() && !items.contains(Simple.UID)) {
            items.addFirst(Simple.UID);
        }
        boolean changedSince = command.changedSince().isPresent();
        if ((changedSince || (speaksModSequences && items.contains(Simple.FLAGS)))
                && !items.contains(Simple.MODSEQ)) {
            items.add(Simple.MODSEQ);
        }
        boolean content = items.stream().anyMatch(FetchPlan::readsContent);
        return new FetchPlan(
                List.copyOf(items),
                content || items.stream().anyMatch(FetchPlan::readsSummary),
                content,
                items.stream().anyMatch(FetchPlan::marksSeen),
                items.contains(Simple.FLAGS),
                items.contains(Simple.MODSEQ));
    }

    private static boolean readsContent(FetchItem item) {
        return switch (item) {
            case FetchItem.BodySection _, FetchItem.Binary _, FetchItem.BinarySize _ -> true;
            case Simple simple ->
                    switch (simple) {
                        case RFC822, RFC822_HEADER, RFC822_TEXT -> true;
                        case ENVELOPE, FLAGS, INTERNALDATE, RFC822_SIZE, BODY -> false;
                        case BODYSTRUCTURE, UID, MODSEQ, EMAILID, THREADID -> false;
                        case SAVEDATE, PREVIEW -> false;
                    };
        };
    }

    private static boolean readsSummary(FetchItem item) {
        return item instanceof Simple simple
                && switch (simple) {
                    case ENVELOPE, BODY, BODYSTRUCTURE -> true;
                    case EMAILID, THREADID, SAVEDATE, PREVIEW -> true;
                    case FLAGS, INTERNALDATE, RFC822_SIZE, UID, MODSEQ -> false;
                    case RFC822, RFC822_HEADER, RFC822_TEXT -> false;
                };
    }

    /// RFC822.HEADER does not (RFC 3501 section 6.4.5), and no item of EXAMINE's mailbox does.
    private static boolean marksSeen(FetchItem item) {
        return switch (item) {
            case FetchItem.BodySection section -> !section.peek();
            case FetchItem.Binary binary -> !binary.peek();
            case FetchItem.BinarySize _ -> false;
            case Simple simple -> simple == Simple.RFC822 || simple == Simple.RFC822_TEXT;
        };
    }
}
