package org.posthorn.mailbox.inhand;

/// A message in hand, until it is closed.
public final class Held implements AutoCloseable {
    private final InHand owner;
    private final Piece piece;
    private final int slot;
    private boolean well;

    Held(InHand owner, Piece piece, int slot) {
        this.owner = owner;
        this.piece = piece;
        this.slot = slot;
    }

    /// It has been handled to the end, which takes any suspicion from it.
    public void well() {
        well = true;
    }

    @Override
    public void close() {
        owner.putDown(piece, slot, well);
    }
}
