package org.posthorn.pop3;

/// LIST (RFC 1939 section 5): numbers and sizes.
final class ListHandler {
    private ListHandler() {}

    static Pop3Reply handle(Maildrop maildrop, String argument) {
        return Listing.of(maildrop, argument, maildrop::octets);
    }
}
