package org.posthorn.smtp.relay;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;

/// Finds the addresses of hosts, of all of them at once.
final class HostAddresses {
    private static final int MAX_ADDRESSES = 10;

    private final DnsSettings settings;
    private final DnsClient dns;

    HostAddresses(DnsSettings settings, DnsClient dns) {
        this.settings = settings;
        this.dns = dns;
    }

    /// What was found of a host.
    ///
    /// @param usable in the order in which they are to be tried
    /// @param isOurs whether one of its addresses is this server's
    /// @param unknown why not all is known
    record Result(List<InetAddress> usable, boolean isOurs, Optional<String> unknown) {}

    private record Questions(
            CompletableFuture<LookupResult> ipv4, Optional<CompletableFuture<LookupResult>> ipv6) {}

    /// In the order of the names.
    List<Result> of(List<Name> names) {
        List<Questions> questions = new ArrayList<>();
        for (Name name : names) {
            questions.add(
                    new Questions(
                            dns.begin(name, Type.A),
                            settings.ipv6()
                                    ? Optional.of(dns.begin(name, Type.AAAA))
                                    : Optional.empty()));
        }
        return questions.stream().map(this::result).toList();
    }

    private Result result(Questions questions) {
        List<InetAddress> four = new ArrayList<>();
        List<InetAddress> six = new ArrayList<>();
        Optional<String> unknown = collect(questions.ipv4(), four);
        if (questions.ipv6().isPresent()) {
            Optional<String> other = collect(questions.ipv6().get(), six);
            unknown = unknown.or(() -> other);
        }
        List<InetAddress> all = interleaved(six, four);
        return new Result(
                all.stream().filter(this::isUsable).limit(MAX_ADDRESSES).toList(),
                all.stream().anyMatch(settings.ownAddresses()::contains),
                unknown);
    }

    private Optional<String> collect(
            CompletableFuture<LookupResult> question, List<InetAddress> addresses) {
        switch (dns.await(question)) {
            case DnsAnswer.Records(var records) ->
                    records.forEach(record -> addressOf(record).ifPresent(addresses::add));
            case DnsAnswer.Unknown(var why) -> {
                return Optional.of(why);
            }
            case DnsAnswer.NoRecords _, DnsAnswer.NoName _ -> {}
        }
        return Optional.empty();
    }

    private static Optional<InetAddress> addressOf(Record record) {
        return switch (record) {
            case ARecord a -> Optional.of(a.getAddress());
            case AAAARecord aaaa -> Optional.of(aaaa.getAddress());
            default -> Optional.empty();
        };
    }

    /// IPv6 first, and no family waits for all of the other (RFC 8305 section 4).
    private static List<InetAddress> interleaved(
            List<InetAddress> first, List<InetAddress> second) {
        List<InetAddress> all = new ArrayList<>();
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            if (i < first.size()) {
                all.add(first.get(i));
            }
            if (i < second.size()) {
                all.add(second.get(i));
            }
        }
        return all;
    }

    /// Whether mail for a stranger's domain may go there.
    boolean isUsable(InetAddress address) {
        if (address.isMulticastAddress() || isBroadcast(address)) {
            return false;
        }
        return settings.localAddresses()
                || !(address.isLoopbackAddress()
                        || address.isAnyLocalAddress()
                        || address.isLinkLocalAddress()
                        || isThisNetwork(address));
    }

    /// RFC 1122 section 3.2.1.3.
    private static boolean isThisNetwork(InetAddress address) {
        return address instanceof Inet4Address && address.getAddress()[0] == 0;
    }

    private static boolean isBroadcast(InetAddress address) {
        if (!(address instanceof Inet4Address)) {
            return false;
        }
        for (byte octet : address.getAddress()) {
            if (octet != -1) {
                return false;
            }
        }
        return true;
    }
}
