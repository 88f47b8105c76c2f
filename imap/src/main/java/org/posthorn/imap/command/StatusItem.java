package org.posthorn.imap.command;

/// What STATUS can ask (RFC 9051 section 6.3.11, RFC 3501, RFC 7162, RFC 8474, RFC 7889).
public enum StatusItem {
    MESSAGES,
    RECENT,
    UIDNEXT,
    UIDVALIDITY,
    UNSEEN,
    DELETED,
    SIZE,
    HIGHESTMODSEQ,
    MAILBOXID,
    APPENDLIMIT
}
