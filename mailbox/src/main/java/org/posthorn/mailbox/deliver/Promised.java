package org.posthorn.mailbox.deliver;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.outbound.NewEntry;
import org.posthorn.mailbox.outbound.Posting;

/// What has been promised to many recipients, in the order in which it is done: first those here.
record Promised(List<Posting.Local> locals, List<Onward> onward) {
    Promised {
        locals = List.copyOf(locals);
        onward = List.copyOf(onward);
    }

    /// A recipient elsewhere.
    ///
    /// @param queued what the log says of it
    record Onward(NewEntry entry, Optional<DeliveryEvent> queued) {}

    int size() {
        return locals.size() + onward.size();
    }
}
