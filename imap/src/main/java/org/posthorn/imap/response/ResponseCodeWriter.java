package org.posthorn.imap.response;

import java.io.IOException;
import java.util.List;
import org.posthorn.mailbox.store.Flags;

/// Writes what stands between the brackets.
///
/// ```
/// resp-text = ["[" resp-text-code "]" SP] [text]
/// ```
record ResponseCodeWriter(ResponseOutput out) {

    void write(ResponseCode code) throws IOException {
        switch (code) {
            case ResponseCode.Plain plain -> out.ascii(plain.name().replace('_', '-'));
            case ResponseCode.Capability(List<String> names) ->
                    out.ascii("CAPABILITY ").ascii(String.join(" ", names));
            case ResponseCode.PermanentFlags(Flags flags, boolean keywordsToo) -> {
                out.ascii("PERMANENTFLAGS (");
                FlagWriter.names(out, flags, keywordsToo ? "\\*" : null);
                out.octet(')');
            }
            case ResponseCode.UidNext(var uid) -> number("UIDNEXT ", uid.value());
            case ResponseCode.UidValidityIs(var value) -> number("UIDVALIDITY ", value.value());
            case ResponseCode.Unseen(long sequenceNumber) -> number("UNSEEN ", sequenceNumber);
            case ResponseCode.HighestModSeq(var value) -> number("HIGHESTMODSEQ ", value.value());
            case ResponseCode.AppendUid appended -> {
                number("APPENDUID ", appended.uidValidity().value());
                NumberWriter.uids(out.space(), appended.uids());
            }
            case ResponseCode.CopyUid copied -> {
                number("COPYUID ", copied.uidValidity().value());
                NumberWriter.uids(out.space(), copied.source());
                NumberWriter.uids(out.space(), copied.target());
            }
            case ResponseCode.Modified(var messages) ->
                    NumberWriter.set(out.ascii("MODIFIED "), messages);
            case ResponseCode.MailboxIdIs(var id) ->
                    out.ascii("MAILBOXID (").ascii(id.objectId()).octet(')');
        }
    }

    private void number(String label, long value) throws IOException {
        out.ascii(label).number(value);
    }
}
