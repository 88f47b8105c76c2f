package org.posthorn.mailbox.store;

/// How the store is.
///
/// @param usableOctets what its disk has left
/// @param takesMail whether new mail is stored; if not, reading goes on
public record StoreHealth(long usableOctets, boolean takesMail) {}
