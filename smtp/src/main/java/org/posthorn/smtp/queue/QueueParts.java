package org.posthorn.smtp.queue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.smtp.relay.Hosts;
import org.posthorn.smtp.relay.Relay;

/// What the scheduler works with.
///
/// @param claimant this process in this life of it
public record QueueParts(
        OutboundQueue queue,
        Claimant claimant,
        Relay relay,
        Hosts hosts,
        AddressLookup addresses,
        NextHops nextHops,
        Notices notices,
        QueueSettings settings,
        PrometheusRegistry figures) {}
