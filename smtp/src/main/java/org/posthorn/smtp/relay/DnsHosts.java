package org.posthorn.smtp.relay;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// Finds hosts by DNS (RFC 5321 section 5.1): those of the MX records, best first, or, where there
/// are none, the domain itself. Safe for any thread.
///
/// A host of the list that is this server ends it: those behind it would only send back here.
public final class DnsHosts implements Hosts {
    private static final int MAX_HOSTS = 20;

    private final DnsSettings settings;
    private final DnsClient dns;
    private final HostAddresses addresses;

    public DnsHosts(DnsSettings settings) {
        this.settings = settings;
        this.dns = new DnsClient(settings);
        this.addresses = new HostAddresses(settings, dns);
    }

    /// A host that a domain names.
    private record Exchange(int preference, Name name) {}

    @Override
    public Found find(String domain) {
        if (domain.startsWith("[")) {
            return literal(domain);
        }
        try {
            return find(Name.fromString(DomainName.parse(domain) + "."));
        } catch (InvalidAddressException | TextParseException _) {
            return never(550, "5.1.2", domain + " is no domain");
        }
    }

    private Found find(Name domain) {
        return switch (dns.await(dns.begin(domain, Type.MX))) {
            case DnsAnswer.Records(var records) -> {
                List<MXRecord> exchanges =
                        records.stream()
                                .filter(MXRecord.class::isInstance)
                                .map(MXRecord.class::cast)
                                .toList();
                yield listed(domain, exchanges);
            }
            case DnsAnswer.NoRecords _ -> hosts(domain, List.of(new Exchange(0, domain)));
            case DnsAnswer.NoName _ -> never(550, "5.1.2", "there is no domain " + shown(domain));
            case DnsAnswer.Unknown(var why) -> notNow(domain, why);
        };
    }

    private Found listed(Name domain, List<MXRecord> records) {
        List<Exchange> exchanges = new ArrayList<>();
        for (MXRecord record : records) {
            if (!record.getTarget().equals(Name.root)) {
                exchanges.add(new Exchange(record.getPriority(), record.getTarget()));
            }
        }
        if (exchanges.isEmpty()) {
            // RFC 7505 section 3.
            return never(556, "5.1.10", shown(domain) + " takes no mail");
        }
        Collections.shuffle(exchanges, ThreadLocalRandom.current());
        exchanges.sort(Comparator.comparingInt(Exchange::preference));
        return hosts(domain, exchanges);
    }

    private Found hosts(Name domain, List<Exchange> exchanges) {
        List<Exchange> others = before(exchanges, this::isOurName);
        List<Exchange> tried = others.subList(0, Math.min(MAX_HOSTS, others.size()));
        List<HostAddresses.Result> results =
                addresses.of(tried.stream().map(Exchange::name).toList());
        int ours = Integer.MAX_VALUE;
        for (int i = 0; i < tried.size(); i++) {
            if (results.get(i).isOurs()) {
                ours = Math.min(ours, tried.get(i).preference());
            }
        }
        List<MailHost> hosts = new ArrayList<>();
        Optional<String> unknown = Optional.empty();
        for (int i = 0; i < tried.size(); i++) {
            HostAddresses.Result result = results.get(i);
            if (tried.get(i).preference() >= ours) {
                break;
            }
            if (!result.usable().isEmpty()) {
                hosts.add(new MailHost(shown(tried.get(i).name()), result.usable()));
            }
            unknown = unknown.or(result::unknown);
        }
        if (!hosts.isEmpty()) {
            return new Found.Some(hosts);
        }
        if (unknown.isPresent()) {
            return notNow(domain, unknown.get());
        }
        return ours < Integer.MAX_VALUE || others.size() < exchanges.size()
                ? never(554, "5.4.6", "mail for " + shown(domain) + " would come back here")
                : never(550, "5.4.4", shown(domain) + " has no host with a usable address");
    }

    /// Those that are better than the first of ours.
    private static List<Exchange> before(List<Exchange> sorted, Predicate<Exchange> isOurs) {
        int ours =
                sorted.stream()
                        .filter(isOurs)
                        .mapToInt(Exchange::preference)
                        .min()
                        .orElse(Integer.MAX_VALUE);
        return sorted.stream().filter(exchange -> exchange.preference() < ours).toList();
    }

    private boolean isOurName(Exchange exchange) {
        return settings.ownNames().contains(shown(exchange.name()));
    }

    private static String shown(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }

    private Found literal(String literal) {
        Optional<InetAddress> address = AddressLiterals.parse(literal);
        if (address.isEmpty()) {
            return never(550, "5.1.2", literal + " is no address");
        }
        if (settings.ownAddresses().contains(address.get())) {
            return never(554, "5.4.6", "mail for " + literal + " would come back here");
        }
        return addresses.isUsable(address.get())
                ? new Found.Some(List.of(new MailHost(literal, List.of(address.get()))))
                : never(550, "5.4.4", literal + " is not an address to send mail to");
    }

    private static Found never(int code, String status, String text) {
        return new Found.Never(new RemoteReply(code, status, text));
    }

    private static Found notNow(Name domain, String why) {
        return new Found.NotNow(
                new RemoteReply(451, "4.4.3", "no hosts found for " + shown(domain) + ": " + why));
    }
}
