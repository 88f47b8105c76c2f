package org.posthorn.imap.response;

/// Attributes of a name in LIST and LSUB (RFC 9051 section 7.3.1); special uses are the store's.
public enum ListAttribute {
    NO_INFERIORS("\\Noinferiors"),
    NO_SELECT("\\Noselect"),
    NON_EXISTENT("\\NonExistent"),
    MARKED("\\Marked"),
    UNMARKED("\\Unmarked"),
    SUBSCRIBED("\\Subscribed"),
    REMOTE("\\Remote"),
    HAS_CHILDREN("\\HasChildren"),
    HAS_NO_CHILDREN("\\HasNoChildren");

    private final String wireName;

    ListAttribute(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
