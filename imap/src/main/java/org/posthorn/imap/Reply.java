package org.posthorn.imap;

import org.jspecify.annotations.Nullable;
import org.posthorn.imap.response.ResponseCode;
import org.posthorn.imap.response.Status;

/// How a command ended; the session adds its tag.
record Reply(Status status, @Nullable ResponseCode code, String text) {
    static Reply ok(String text) {
        return new Reply(Status.OK, null, text);
    }

    static Reply ok(ResponseCode code, String text) {
        return new Reply(Status.OK, code, text);
    }

    static Reply no(String text) {
        return new Reply(Status.NO, null, text);
    }

    static Reply no(ResponseCode code, String text) {
        return new Reply(Status.NO, code, text);
    }

    static Reply bad(String text) {
        return new Reply(Status.BAD, null, text);
    }

    static Reply noSuchMailbox() {
        return no(ResponseCode.Plain.NONEXISTENT, "There is no such mailbox");
    }

    static Reply readOnly() {
        return no(ResponseCode.Plain.READ_ONLY, "The mailbox was opened with EXAMINE");
    }
}
