package org.posthorn.smtp.report;

import java.util.EnumSet;
import java.util.Set;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.NotifyOn;
import org.posthorn.mailbox.outbound.RecipientOptions;

/// Who is told of what (RFC 3461 sections 5.2 and 6).
public final class NoticePolicy {
    private NoticePolicy() {}

    /// Whether the sender is told.
    public static boolean tells(Envelope envelope, RecipientOptions options, Happening what) {
        return !envelope.hasNullSender() && options.wants(what.event());
    }

    /// What goes on to each of several recipients that an alias stands for: the sender hears of the
    /// alias as [Happening.Expanded] and no more of success, but of failures as before (RFC 3461
    /// section 5.2.7.3 (c)). Where an alias stands for one recipient, its options go on as they are
    /// (section 5.2.7.2); where a list changes the sender, none do (section 5.2.7.1).
    public static RecipientOptions beyondExpansion(RecipientOptions options) {
        return new RecipientOptions(
                options.wishes().map(NoticePolicy::withoutSuccess), options.originalRecipient());
    }

    /// Who wanted to hear of success alone wants nothing more, which is `NEVER`.
    private static Set<NotifyOn> withoutSuccess(Set<NotifyOn> wishes) {
        Set<NotifyOn> left = EnumSet.noneOf(NotifyOn.class);
        left.addAll(wishes);
        left.remove(NotifyOn.SUCCESS);
        return left;
    }
}
