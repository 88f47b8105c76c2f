package org.posthorn.pop3;

/// UIDL (RFC 1939 section 7): numbers and unique ids.
final class UidlHandler {
    private UidlHandler() {}

    static Pop3Reply handle(Maildrop maildrop, String argument) {
        return Listing.of(maildrop, argument, maildrop::uniqueId);
    }
}
