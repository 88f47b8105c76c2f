package org.posthorn.imap.command;

/// LIST selection options (RFC 5258 section 3.1, RFC 6154 section 4).
public enum ListSelection {
    SUBSCRIBED,
    REMOTE,
    RECURSIVEMATCH,
    SPECIAL_USE
}
