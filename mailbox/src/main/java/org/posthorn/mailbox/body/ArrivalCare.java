package org.posthorn.mailbox.body;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.posthorn.mailbox.inhand.Held;
import org.posthorn.mailbox.inhand.InHand;
import org.posthorn.mailbox.inhand.SetAsideCopies;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.SetAsideException;
import org.posthorn.mailbox.store.StoreException;

/// Says of arriving messages that they are in hand while they are examined and committed, and
/// refuses those that are set aside.
public record ArrivalCare(InHand inHand, Optional<SetAsideCopies> copies) {

    /// For a store that does not outlive its process.
    public static ArrivalCare none() {
        return new ArrivalCare(InHand.none(), Optional.empty());
    }

    /// Does the work on messages.
    ///
    /// @throws SetAsideException when one is set aside; nothing was done then
    public <T> T handle(List<IncomingBody> bodies, Supplier<T> work) {
        for (IncomingBody body : bodies) {
            if (inHand.isSetAside(body.piece())) {
                keepCopy(body);
                throw new SetAsideException(body.piece());
            }
        }
        var held = new ArrayList<Held>(bodies.size());
        try {
            bodies.forEach(body -> held.add(inHand.take(body.piece())));
            T result = work.get();
            held.forEach(Held::well);
            return result;
        } finally {
            held.forEach(Held::close);
        }
    }

    private void keepCopy(IncomingBody body) {
        copies.ifPresent(kept -> {
            try (InputStream octets = body.open()) {
                kept.keep(body.piece(), body.size(), octets);
            } catch (IOException e) {
                throw new StoreException("cannot read an arriving message", e);
            }
        });
    }
}
