package org.posthorn.smtp.relay;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;
import org.xbill.DNS.lookup.RedirectLoopException;
import org.xbill.DNS.lookup.RedirectOverflowException;
import org.xbill.DNS.lookup.ServerFailedException;

/// Asks DNS, and remembers what it says as long as it may, even where that is that there is nothing
/// (RFC 2308). CNAMEs are followed.
final class DnsClient {
    /// Found or not, nothing is remembered longer than a day or an hour, whatever it says of
    /// itself.
    private static final int MAX_SECONDS = 86_400;

    private static final int MAX_NEGATIVE_SECONDS = 3600;
    private static final int MAX_REDIRECTS = 8;

    private final LookupSession session;
    private final Duration patience;

    DnsClient(DnsSettings settings) {
        List<InetSocketAddress> servers =
                settings.servers().isEmpty()
                        ? ResolverConfig.getCurrentConfig().servers()
                        : settings.servers();
        // One more, so that it is the resolver's time that ends and not ours.
        int questions = Math.max(1, servers.size()) * settings.tries() + 1;
        this.patience = settings.timeout().multipliedBy(questions * (MAX_REDIRECTS / 4L));
        this.session =
                LookupSession.builder()
                        .resolver(resolver(servers, settings))
                        .cache(cache(settings))
                        .maxRedirects(MAX_REDIRECTS)
                        .build();
    }

    private static Resolver resolver(List<InetSocketAddress> servers, DnsSettings settings) {
        Resolver[] resolvers =
                servers.stream()
                        .map(server -> {
                            SimpleResolver resolver = new SimpleResolver(server);
                            resolver.setTimeout(settings.timeout());
                            return resolver;
                        })
                        .toArray(Resolver[]::new);
        ExtendedResolver all = new ExtendedResolver(resolvers);
        all.setRetries(settings.tries());
        all.setTimeout(
                settings.timeout().multipliedBy((long) resolvers.length * settings.tries() + 1));
        return all;
    }

    private static Cache cache(DnsSettings settings) {
        Cache cache = new Cache(DClass.IN);
        cache.setMaxEntries(settings.cacheEntries());
        cache.setMaxCache(MAX_SECONDS);
        cache.setMaxNCache(MAX_NEGATIVE_SECONDS);
        return cache;
    }

    /// Begins to ask.
    ///
    /// @param type of records, as [org.xbill.DNS.Type] numbers them
    CompletableFuture<LookupResult> begin(Name name, int type) {
        return session.lookupAsync(name, type).toCompletableFuture();
    }

    /// Waits for an answer.
    DnsAnswer await(CompletableFuture<LookupResult> question) {
        try {
            LookupResult result = question.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return result.getRecords().isEmpty()
                    ? new DnsAnswer.NoRecords()
                    : new DnsAnswer.Records(result.getRecords());
        } catch (ExecutionException e) {
            return answer(e.getCause());
        } catch (TimeoutException | CancellationException _) {
            return new DnsAnswer.Unknown("no answer in time");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new DnsAnswer.Unknown("interrupted");
        }
    }

    private static DnsAnswer answer(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return switch (cause) {
            case NoSuchDomainException _ -> new DnsAnswer.NoName();
            case NoSuchRRSetException _ -> new DnsAnswer.NoRecords();
            case ServerFailedException _ -> new DnsAnswer.Unknown("the name servers fail");
            case RedirectLoopException _ -> new DnsAnswer.Unknown("its aliases go in circles");
            case RedirectOverflowException _ -> new DnsAnswer.Unknown("it has too many aliases");
            case null, default -> new DnsAnswer.Unknown("no answer");
        };
    }
}
