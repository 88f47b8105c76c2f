package org.posthorn.mailbox.change;

import java.util.List;

/// Somebody who wants to know what changes.
@FunctionalInterface
public interface Follower {
    /// Called after each commit with what it changed, on the committing thread, without locks; must
    /// not block. Commits of one mailbox are told in any order: their mod-sequences say which was
    /// first.
    void changed(List<Change> changes);
}
