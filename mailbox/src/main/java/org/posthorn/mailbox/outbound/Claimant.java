package org.posthorn.mailbox.outbound;

/// Who holds a lease.
///
/// @param node a process; no two that run at the same time have one name
/// @param epoch of the process's life, larger in each that follows, so that what an earlier one
///   held is never taken for its own
public record Claimant(String node, long epoch) {
    public Claimant {
        if (node.isEmpty() || node.length() > 100) {
            throw new IllegalArgumentException("not the name of a node: " + node);
        }
    }
}
