package org.posthorn.imap;

import org.posthorn.imap.command.Refusal;
import org.posthorn.imap.response.ResponseCode.Plain;

/// What a client hears of a command that is not carried out.
final class Refusals {
    private Refusals() {}

    static Reply reply(Refusal refusal) {
        String text = refusal.text();
        return switch (refusal.reason()) {
            case SYNTAX -> Reply.bad(text);
            case CANNOT -> Reply.no(Plain.CANNOT, text);
            case TOO_BIG -> Reply.no(Plain.TOOBIG, text);
            case LIMIT -> Reply.no(Plain.LIMIT, text);
            case BAD_CHARSET -> Reply.no(Plain.BADCHARSET, text);
            case TRY_CREATE -> Reply.no(Plain.TRYCREATE, text);
            case OVER_QUOTA -> Reply.no(Plain.OVERQUOTA, text);
            case UNKNOWN_CTE -> Reply.no(Plain.UNKNOWN_CTE, text);
            case USE_ATTR -> Reply.no(Plain.USEATTR, text);
            case UNAVAILABLE -> Reply.no(Plain.UNAVAILABLE, text);
            case OTHER -> Reply.no(text);
        };
    }
}
