package org.posthorn.imap.command;

/// LIST return options without arguments (RFC 5258 section 3.2, RFC 6154 section 4).
public enum ListReturn {
    SUBSCRIBED,
    CHILDREN,
    SPECIAL_USE
}
