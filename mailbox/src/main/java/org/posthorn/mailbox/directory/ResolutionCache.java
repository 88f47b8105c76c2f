package org.posthorn.mailbox.directory;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What has been read of the directory for RCPT since its last change; each change starts an empty
/// one.
///
/// A look-up in Derby takes 30 µs and a row lock, this takes 0.2 µs.
final class ResolutionCache {
    /// Some 3 MiB when full.
    private static final int MAX_ADDRESSES = 10_000;

    private final ConcurrentHashMap<EmailAddress, Recipients> known = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<EmailAddress, Holder> holders = new ConcurrentHashMap<>();
    private volatile @Nullable Set<DomainName> domains;

    boolean isLocal(DomainName domain, Supplier<List<DomainName>> storage) {
        var local = domains;
        if (local == null) {
            local = Set.copyOf(storage.get());
            domains = local;
        }
        return local.contains(domain);
    }

    Recipients resolve(EmailAddress address, Supplier<Recipients> storage) {
        var cached = known.get(address);
        if (cached != null) {
            return cached;
        }
        var recipients = storage.get();
        // Addresses that nobody has are without number; they must not push out the others.
        if (recipients instanceof Recipients.Accounts) {
            if (known.size() >= MAX_ADDRESSES) {
                known.clear();
            }
            known.put(address, recipients);
        }
        return recipients;
    }

    Holder holder(EmailAddress address, Supplier<Holder> storage) {
        var cached = holders.get(address);
        if (cached != null) {
            return cached;
        }
        var holder = storage.get();
        if (!(holder instanceof Holder.Nobody)) {
            if (holders.size() >= MAX_ADDRESSES) {
                holders.clear();
            }
            holders.put(address, holder);
        }
        return holder;
    }
}
