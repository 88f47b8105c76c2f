package org.posthorn.imap.command;

/// SEARCH result options (RFC 4731 section 3.1). Empty means the old SEARCH response.
public enum SearchReturn {
    MIN,
    MAX,
    ALL,
    COUNT
}
