package org.posthorn.smtp.receive;

/// Whom to tell when a message cannot be delivered: an address as the client wrote it, without its
/// source route, or nobody.
///
/// @param text empty for the null path
record ReversePath(String text) {

    boolean isNull() {
        return text.isEmpty();
    }

    /// As in MAIL and `Return-Path`.
    @Override
    public String toString() {
        return "<" + text + ">";
    }
}
