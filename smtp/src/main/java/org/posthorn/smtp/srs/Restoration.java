package org.posthorn.smtp.srs;

/// What a recipient is, taken as a rewritten sender.
public sealed interface Restoration {
    /// We have rewritten it; this is where its bounces go.
    record Restored(String address) implements Restoration {}

    /// It does not look as if we had rewritten it.
    record NotRewritten() implements Restoration {}

    /// It looks so, but none of our secrets says it: nobody may send mail through us with it.
    record Forged() implements Restoration {}

    /// We have rewritten it, and too long ago.
    record Expired() implements Restoration {}
}
