package org.posthorn.imap.response;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.SequenceSet;
import org.posthorn.imap.command.StatusItem;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MailboxStatus;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SpecialUse;

/// Writes responses to a connection; nothing is sent before [#flush], apart from what a buffer
/// cannot hold.
///
/// Costs no buffer while there is nothing to send.
public final class ResponseWriter {
    private final ResponseOutput out;
    private boolean utf8;

    public ResponseWriter(OutputStream connection) {
        out = new ResponseOutput(connection);
    }

    /// From now on the client reads UTF-8 in quoted strings and mailbox names: it enabled IMAP4rev2
    /// or UTF8=ACCEPT (RFC 9051 section 5.1, RFC 6855 section 3).
    public void useUtf8() {
        utf8 = true;
    }

    /// Begins a FETCH response; finish it before anything else is written.
    public FetchWriter fetch(long sequenceNumber) throws IOException {
        var fetch = new FetchWriter(out, utf8);
        fetch.start(sequenceNumber);
        return fetch;
    }

    public void flush() throws IOException {
        out.flush();
    }

    public void write(Response response) throws IOException {
        switch (response) {
            case Response.Tagged tagged ->
                    status(tagged.tag().value(), tagged.status(), tagged.code(), tagged.text());
            case Response.Untagged untagged ->
                    status("*", untagged.status(), untagged.code(), untagged.text());
            case Response.Continuation(String text) -> text(out.ascii("+ "), text).endOfLine();
            case Response.Capability(List<String> names) -> names("* CAPABILITY", names);
            case Response.Enabled(List<String> names) -> names("* ENABLED", names);
            case Response.Id(List<Command.Id.Field> fields) -> id(fields);
            case Response.Namespace namespace -> namespace(namespace);
            case Response.Listed listed -> listed(listed);
            case Response.ListedRoot() -> out.ascii("* LIST (\\Noselect) \"/\" \"\"").endOfLine();
            case Response.Subscribed(MailboxName name, Set<ListAttribute> attributes) ->
                    list("* LSUB (", attributes, Set.of(), name).endOfLine();
            case Response.StatusData data -> statusData(data);
            case Response.Search(List<Long> found, ModSequence highest) -> search(found, highest);
            case Response.ExtendedSearch search -> extendedSearch(search);
            case Response.FlagsDefined(var flags) -> {
                out.ascii("* FLAGS (");
                FlagWriter.names(out, flags, null);
                out.octet(')').endOfLine();
            }
            case Response.Exists(int messages) -> numbered(messages, " EXISTS");
            case Response.Recent(int messages) -> numbered(messages, " RECENT");
            case Response.Expunge(long sequenceNumber) -> numbered(sequenceNumber, " EXPUNGE");
        }
    }

    private void numbered(long number, String what) throws IOException {
        out.ascii("* ").number(number).ascii(what).endOfLine();
    }

    private void names(String start, Collection<String> names) throws IOException {
        out.ascii(start);
        for (String name : names) {
            out.space().ascii(name);
        }
        out.endOfLine();
    }

    /// ```
    /// resp-cond-state = ("OK" / "NO" / "BAD") SP resp-text
    /// resp-text       = ["[" resp-text-code "]" SP] [text]
    /// ```
    private void status(String tag, Status status, @Nullable ResponseCode code, String text)
            throws IOException {
        out.ascii(tag).space().ascii(status.name()).space();
        if (code != null) {
            out.octet('[');
            new ResponseCodeWriter(out).write(code);
            out.ascii("] ");
        }
        text(out, text).endOfLine();
    }

    /// Text for people, ASCII whatever it was: `text` may repeat what a client or a message said.
    private static ResponseOutput text(ResponseOutput out, String text) throws IOException {
        boolean clean = text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        return out.ascii(clean ? text : text.replaceAll("[^ -~]", "?"));
    }

    /// ```
    /// id_response     ::= "ID" SPACE id_params_list
    /// id_params_list  ::= "(" #(string SPACE nstring) ")" / nil
    /// ```
    private void id(List<Command.Id.Field> fields) throws IOException {
        out.ascii("* ID ");
        char before = '(';
        for (Command.Id.Field field : fields) {
            out.octet(before).string(field.name()).space().nstring(field.value());
            before = ' ';
        }
        out.ascii(fields.isEmpty() ? "NIL" : ")").endOfLine();
    }

    /// ```
    /// namespace-response = "NAMESPACE" SP namespace SP namespace SP namespace
    /// ```
    private void namespace(Response.Namespace namespace) throws IOException {
        out.ascii("* NAMESPACE ");
        prefixes(namespace.personal());
        out.space();
        prefixes(namespace.otherUsers());
        out.space();
        prefixes(namespace.shared());
        out.endOfLine();
    }

    /// ```
    /// namespace = nil / "(" 1*namespace-descr ")"
    /// ```
    private void prefixes(List<String> prefixes) throws IOException {
        if (prefixes.isEmpty()) {
            out.nil();
            return;
        }
        out.octet('(');
        for (String prefix : prefixes) {
            NameWriter.prefix(out.octet('('), prefix, utf8).ascii(" \"/\")");
        }
        out.octet(')');
    }

    /// ```
    /// mailbox-list = "(" [mbx-list-flags] ")" SP (DQUOTE QUOTED-CHAR DQUOTE / nil) SP mailbox [SP mbox-list-extended]
    /// ```
    private void listed(Response.Listed listed) throws IOException {
        list("* LIST (", listed.attributes(), listed.uses(), listed.name());
        MailboxName oldName = listed.oldName();
        if (listed.subscribedBelow() || oldName != null) {
            out.ascii(" (");
            if (listed.subscribedBelow()) {
                out.ascii("\"CHILDINFO\" (\"SUBSCRIBED\")").ascii(oldName == null ? "" : " ");
            }
            if (oldName != null) {
                NameWriter.mailbox(out.ascii("\"OLDNAME\" ("), oldName, utf8).octet(')');
            }
            out.octet(')');
        }
        out.endOfLine();
    }

    private ResponseOutput list(
            String start, Set<ListAttribute> attributes, Set<SpecialUse> uses, MailboxName name)
            throws IOException {
        out.ascii(start);
        String before = "";
        for (ListAttribute attribute : ListAttribute.values()) {
            if (attributes.contains(attribute)) {
                out.ascii(before).ascii(attribute.wireName());
                before = " ";
            }
        }
        for (SpecialUse use : SpecialUse.values()) {
            if (uses.contains(use)) {
                out.ascii(before).ascii(use.attribute());
                before = " ";
            }
        }
        return NameWriter.mailbox(out.ascii(") \"/\" "), name, utf8);
    }

    /// ```
    /// "STATUS" SP mailbox SP "(" [status-att-list] ")"
    /// ```
    private void statusData(Response.StatusData data) throws IOException {
        MailboxStatus status = data.status();
        NameWriter.mailbox(out.ascii("* STATUS "), status.info().name(), utf8).ascii(" (");
        String before = "";
        for (StatusItem item : data.items()) {
            out.ascii(before).ascii(item.name()).space();
            before = " ";
            switch (item) {
                case MESSAGES -> out.number(status.messages());
                case RECENT -> out.number(status.recent());
                case UIDNEXT -> out.number(status.uidNext().value());
                case UIDVALIDITY -> out.number(status.info().uidValidity().value());
                case UNSEEN -> out.number(status.unseen());
                case DELETED -> out.number(status.deleted());
                case SIZE -> out.number(status.sizeOctets());
                case HIGHESTMODSEQ -> out.number(status.highestModSequence().value());
                case MAILBOXID -> out.octet('(').ascii(status.info().id().objectId()).octet(')');
                case APPENDLIMIT -> out.number(data.appendLimitOctets());
            }
        }
        out.octet(')').endOfLine();
    }

    /// ```
    /// "SEARCH" [1*(SP nz-number) SP search-sort-mod-seq]
    /// ```
    private void search(List<Long> found, @Nullable ModSequence highest) throws IOException {
        out.ascii("* SEARCH");
        for (long number : found) {
            out.space().number(number);
        }
        if (highest != null && !found.isEmpty()) {
            out.ascii(" (MODSEQ ").number(highest.value()).octet(')');
        }
        out.endOfLine();
    }

    /// ```
    /// esearch-response = "ESEARCH" [search-correlator] [SP "UID"] *(SP search-return-data)
    /// ```
    private void extendedSearch(Response.ExtendedSearch search) throws IOException {
        out.ascii("* ESEARCH (TAG ").string(search.tag().value()).octet(')');
        out.ascii(search.byUid() ? " UID" : "");
        labelled(" MIN ", search.min());
        labelled(" MAX ", search.max());
        SequenceSet all = search.all();
        if (all != null) {
            NumberWriter.set(out.ascii(" ALL "), all);
        }
        Integer count = search.count();
        labelled(" COUNT ", count == null ? null : count.longValue());
        ModSequence highest = search.highest();
        labelled(" MODSEQ ", highest == null ? null : highest.value());
        out.endOfLine();
    }

    private void labelled(String label, @Nullable Long number) throws IOException {
        if (number != null) {
            out.ascii(label).number(number);
        }
    }
}
