package org.posthorn.smtp.dispatch;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.smtp.route.SenderRewriting;
import org.posthorn.smtp.srs.Restoration;
import org.posthorn.smtp.srs.Rewriting;
import org.posthorn.smtp.srs.SenderRewriter;
import org.posthorn.smtp.srs.SrsSecret;
import org.posthorn.smtp.srs.SrsSettings;

/// Return paths of forwarded mail by the Sender Rewriting Scheme, in whichever domain of ours
/// forwards.
public final class SrsSenders implements SenderRewriting {
    private final List<SrsSecret> secrets;
    private final InstantSource clock;

    /// By domain; only domains of ours are asked for.
    private final ConcurrentMap<String, SenderRewriter> rewriters = new ConcurrentHashMap<>();

    /// @param secret signs them
    public SrsSenders(String secret, InstantSource clock) {
        this.secrets = List.of(new SrsSecret(secret));
        this.clock = clock;
    }

    private SenderRewriter rewriter(String domain) {
        return rewriters.computeIfAbsent(
                domain, ours -> new SenderRewriter(new SrsSettings(ours, secrets), clock));
    }

    @Override
    public String forward(String sender, DomainName ours) {
        return rewriter(ours.toString()).rewrite(sender) instanceof Rewriting.Rewritten(var path)
                ? path
                : sender;
    }

    @Override
    public Optional<String> reverse(String address) {
        int at = address.lastIndexOf('@');
        boolean tagged = address.regionMatches(true, 0, "SRS", 0, 3);
        if (at < 0 || !tagged) {
            return Optional.empty();
        }
        return rewriter(address.substring(at + 1).toLowerCase(Locale.ROOT)).restore(address)
                        instanceof Restoration.Restored(var sender)
                ? Optional.of(sender)
                : Optional.empty();
    }
}
