package org.posthorn.mailbox.store;

import org.posthorn.mailbox.inhand.Piece;

/// The message was in hand when the process died twice, and is left alone for a while.
public final class SetAsideException extends StoreException {
    private static final long serialVersionUID = 1L;

    public SetAsideException(Piece piece) {
        super(
                "a message is set aside, because it was in hand when the server died twice: "
                        + piece);
    }
}
