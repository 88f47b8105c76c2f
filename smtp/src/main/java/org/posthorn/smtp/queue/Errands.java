package org.posthorn.smtp.queue;

import java.util.List;
import org.posthorn.smtp.relay.RemoteReply;

/// What the plan has done by others; each call returns at once.
interface Errands {
    /// Claims entries of a destination, then calls [Plan#claimed].
    void claim(Lane lane, int most);

    /// Finds out where a destination leads, then calls [Plan#resolved].
    void resolve(Lane lane);

    /// Starts a worker.
    void work(Site site);

    /// Writes down that entries were not tried because nothing answers.
    void putOff(List<Ticket> tickets, RemoteReply why);
}
