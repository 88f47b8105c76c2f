package org.posthorn.mailbox.change;

import org.posthorn.mailbox.rights.NoRightException;
import org.posthorn.mailbox.rights.Rights;
import org.posthorn.mailbox.rights.Rights.Right;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.SystemFlag;

/// Which flags rights allow to change: `s` is for `\Seen`, `t` for `\Deleted`, `w` for all others.
/// A flag that is not allowed stays as it was (RFC 4314 section 4).
///
/// @param bits of the system flags that are allowed
/// @param keywords whether keywords are
record FlagRights(int bits, boolean keywords) {
    private static final int ALL_SYSTEM_FLAGS = (1 << SystemFlag.values().length) - 1;

    static FlagRights of(Rights rights) {
        int seen = SystemFlag.SEEN.bit();
        int deleted = SystemFlag.DELETED.bit();
        boolean others = rights.has(Right.WRITE);
        int bits =
                (rights.has(Right.SEEN) ? seen : 0)
                        | (rights.has(Right.DELETE_MESSAGES) ? deleted : 0)
                        | (others ? ALL_SYSTEM_FLAGS & ~seen & ~deleted : 0);
        return new FlagRights(bits, others);
    }

    /// @throws NoRightException when nothing of a change is allowed
    void requireSome(FlagChange change) {
        boolean any = change.kind() == FlagChange.Kind.REPLACE || change.flags().equals(Flags.NONE);
        boolean some = any ? bits != 0 : !allowed(change.flags()).equals(Flags.NONE);
        if (!some) {
            throw new NoRightException(Right.WRITE);
        }
    }

    /// Those that are allowed on a new message.
    Flags allowed(Flags wanted) {
        return apply(wanted, Flags.NONE);
    }

    Flags apply(FlagChange change, Flags before) {
        return apply(change.applyTo(before), before);
    }

    private Flags apply(Flags wanted, Flags before) {
        if (bits == ALL_SYSTEM_FLAGS) {
            return wanted;
        }
        return Flags.of(
                (wanted.systemBits() & bits) | (before.systemBits() & ~bits),
                keywords ? wanted.keywords() : before.keywords());
    }
}
