package org.posthorn.mailbox.routes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;

/// One thing that an administrator has set up about where mail goes.
///
/// An entry makes sense by itself; whether it fits what else there is, [Routes] says. There is one
/// of each kind for a subject.
public sealed interface RouteEntry
        permits RelayHost,
                RouteEntry.Group,
                RouteEntry.Forward,
                RouteEntry.DomainAlias,
                RouteEntry.CatchAll,
                RouteEntry.AddressPattern,
                RouteEntry.Rewriting,
                RouteEntry.RelayUse,
                RouteEntry.DomainRelay,
                RouteEntry.Journal,
                RouteEntry.SendAs,
                RouteEntry.Detail,
                RouteEntry.Postmaster {

    /// The one property that nobody is shown.
    String PASSWORD = "password";

    RouteKind kind();

    /// What it is about: an address, a domain, a pattern, a name.
    String subject();

    /// All else that it says, by name.
    Map<String, List<String>> properties();

    /// Addresses to which mail goes because of it.
    default List<EmailAddress> targets() {
        return List.of();
    }

    /// What it says, without secrets.
    default Map<String, List<String>> shownProperties() {
        var shown = new TreeMap<>(properties());
        shown.remove(PASSWORD);
        return shown;
    }

    /// As administrators call it, such as `forward of alice@example.com`.
    default String title() {
        return switch (this) {
            case Group _, AddressPattern _, RelayHost _ -> kind() + " " + subject();
            case RelayUse _ -> "use of a relay for " + subject();
            case Postmaster _ -> "postmaster of all domains";
            case SendAs _ -> "send-as of " + subject();
            default -> kind() + " of " + subject();
        };
    }

    /// Makes an entry of what stands in rows or in a request.
    static RouteEntry of(RouteKind kind, String subject, Map<String, List<String>> properties)
            throws InvalidRouteException {
        return RouteParser.parse(kind, subject, properties);
    }

    /// The one form of a subject, in whatever spelling it is named.
    static String subjectOf(RouteKind kind, String text) throws InvalidRouteException {
        return RouteParser.subject(kind, text);
    }

    private static List<EmailAddress> sorted(List<EmailAddress> addresses) {
        return List.copyOf(new TreeSet<>(addresses));
    }

    private static List<String> texts(List<?> values) {
        return values.stream().map(Object::toString).toList();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /// An address whose mail goes to all its members.
    ///
    /// @param posters who may post where that is [Posting#LISTED]
    /// @param owner hears of what cannot be delivered in place of the sender
    record Group(
            EmailAddress address,
            List<EmailAddress> members,
            Posting posting,
            List<EmailAddress> posters,
            Optional<EmailAddress> owner)
            implements RouteEntry {
        public static final int MOST_MEMBERS = 10_000;

        public Group {
            members = sorted(members);
            posters = sorted(posters);
            require(!members.isEmpty(), "a group needs a member");
            require(members.size() <= MOST_MEMBERS, "a group has at most 10,000 members");
            require(!members.contains(address), "a group cannot be its own member");
            require(
                    !owner.equals(Optional.of(address)),
                    "what cannot be delivered cannot go to the group itself");
            require(
                    posters.isEmpty() == (posting != Posting.LISTED),
                    "posters are named where posting is for the listed, and only there");
        }

        /// The same with other members.
        public Group withMembers(List<EmailAddress> others) {
            return new Group(address, others, posting, posters, owner);
        }

        @Override
        public RouteKind kind() {
            return RouteKind.GROUP;
        }

        @Override
        public String subject() {
            return address.toString();
        }

        @Override
        public Map<String, List<String>> properties() {
            var all = new TreeMap<String, List<String>>();
            all.put("members", texts(members));
            all.put("posting", List.of(Texts.word(posting)));
            if (!posters.isEmpty()) {
                all.put("posters", texts(posters));
            }
            owner.ifPresent(address -> all.put("owner", List.of(address.toString())));
            return all;
        }

        @Override
        public List<EmailAddress> targets() {
            return Stream.concat(members.stream(), owner.stream()).toList();
        }
    }

    /// Who may write to a group.
    enum Posting {
        ANYONE,
        MEMBERS,
        DOMAIN,
        LISTED
    }

    /// Mail for an address goes on to others.
    ///
    /// @param keepsCopy whether it also goes where it would go without this
    record Forward(EmailAddress address, List<EmailAddress> to, boolean keepsCopy)
            implements RouteEntry {
        private static final int MOST_TARGETS = 100;

        public Forward {
            to = sorted(to);
            require(!to.isEmpty(), "a forward needs an address to go to");
            require(to.size() <= MOST_TARGETS, "a forward goes to at most 100 addresses");
            require(
                    !to.contains(address),
                    "a forward cannot lead to itself; a copy is kept with \"copy\"");
        }

        /// The same to other addresses.
        public Forward withTargets(List<EmailAddress> others) {
            return new Forward(address, others, keepsCopy);
        }

        @Override
        public RouteKind kind() {
            return RouteKind.FORWARD;
        }

        @Override
        public String subject() {
            return address.toString();
        }

        @Override
        public Map<String, List<String>> properties() {
            return Map.of("to", texts(to), "copy", List.of(Boolean.toString(keepsCopy)));
        }

        @Override
        public List<EmailAddress> targets() {
            return to;
        }
    }

    /// Addresses of a domain that nobody has there are those of another domain.
    record DomainAlias(DomainName domain, DomainName target) implements RouteEntry {
        public DomainAlias {
            require(!domain.equals(target), "a domain cannot be an alias of itself");
        }

        @Override
        public RouteKind kind() {
            return RouteKind.DOMAIN_ALIAS;
        }

        @Override
        public String subject() {
            return domain.value();
        }

        @Override
        public Map<String, List<String>> properties() {
            return Map.of("target", List.of(target.value()));
        }
    }

    /// Where mail goes that is for nobody in a domain.
    record CatchAll(DomainName domain, EmailAddress to) implements RouteEntry {
        @Override
        public RouteKind kind() {
            return RouteKind.CATCH_ALL;
        }

        @Override
        public String subject() {
            return domain.value();
        }

        @Override
        public Map<String, List<String>> properties() {
            return Map.of("to", texts(List.of(to)));
        }

        @Override
        public List<EmailAddress> targets() {
            return List.of(to);
        }
    }

    /// What happens to mail for addresses that look alike.
    record AddressPattern(AddressGlob glob, PatternAction action) implements RouteEntry {
        public AddressPattern {
            require(fits(glob, action), "the address asks for more than the pattern has stars");
        }

        private static boolean fits(AddressGlob glob, PatternAction action) {
            return switch (action) {
                case PatternAction.Deliver(var to) -> to.fits(glob.stars());
                case PatternAction.Forward(var to) -> to.fits(glob.stars());
                case PatternAction.Discard(), PatternAction.Refuse(_) -> true;
            };
        }

        @Override
        public RouteKind kind() {
            return RouteKind.PATTERN;
        }

        @Override
        public String subject() {
            return glob.toString();
        }

        @Override
        public Map<String, List<String>> properties() {
            return switch (action) {
                case PatternAction.Deliver(var to) -> Map.of("deliver", List.of(to.text()));
                case PatternAction.Forward(var to) -> Map.of("forward", List.of(to.text()));
                case PatternAction.Discard() -> Map.of("discard", List.of("true"));
                case PatternAction.Refuse(var text) -> Map.of("refuse", List.of(text));
            };
        }

        @Override
        public List<EmailAddress> targets() {
            return switch (action) {
                case PatternAction.Deliver(var to) -> to.fill(List.of()).stream().toList();
                case PatternAction.Forward(var to) -> to.fill(List.of()).stream().toList();
                case PatternAction.Discard(), PatternAction.Refuse(_) -> List.of();
            };
        }
    }

    /// Addresses of a domain are written as those of another in envelopes that leave.
    record Rewriting(DomainName domain, DomainName to, Side side) implements RouteEntry {
        public Rewriting {
            require(!domain.equals(to), "a domain is not rewritten to itself");
        }

        @Override
        public RouteKind kind() {
            return RouteKind.REWRITING;
        }

        @Override
        public String subject() {
            return domain.value();
        }

        @Override
        public Map<String, List<String>> properties() {
            return Map.of("to", List.of(to.value()), "side", List.of(Texts.word(side)));
        }
    }

    /// Which addresses of an envelope are rewritten.
    enum Side {
        SENDER,
        RECIPIENT,
        BOTH
    }

    /// Which mail a relay gets.
    record RelayUse(RelayScope scope, RelayName relay) implements RouteEntry {
        @Override
        public RouteKind kind() {
            return RouteKind.RELAY_USE;
        }

        @Override
        public String subject() {
            return scope.toString();
        }

        @Override
        public Map<String, List<String>> properties() {
            return Map.of("relay", List.of(relay.value()));
        }
    }

    /// Mail for addresses of a domain that are not known here is accepted and goes to a relay: all
    /// of them, if the domain is not one of ours.
    ///
    /// @param verified whether the relay is asked first if it knows the address
    record DomainRelay(DomainName domain, RelayName relay, boolean verified) implements RouteEntry {
        @Override
        public RouteKind kind() {
            return RouteKind.DOMAIN_RELAY;
        }

        @Override
        public String subject() {
            return domain.value();
        }

        @Override
        public Map<String, List<String>> properties() {
            return Map.of(
                    "relay", List.of(relay.value()), "verify", List.of(Boolean.toString(verified)));
        }
    }

    /// Copies of a domain's mail.
    record Journal(DomainName domain, Direction direction, EmailAddress to) implements RouteEntry {
        @Override
        public RouteKind kind() {
            return RouteKind.JOURNAL;
        }

        @Override
        public String subject() {
            return domain.value();
        }

        @Override
        public Map<String, List<String>> properties() {
            return Map.of("to", texts(List.of(to)), "direction", List.of(Texts.word(direction)));
        }

        @Override
        public List<EmailAddress> targets() {
            return List.of(to);
        }
    }

    /// Of which mail copies are made: for the domain, from it, or both.
    enum Direction {
        IN,
        OUT,
        BOTH
    }

    /// Whose addresses an account may send as, beside its own.
    record SendAs(EmailAddress account, List<EmailAddress> senders) implements RouteEntry {
        public SendAs {
            senders = sorted(senders);
            require(!senders.isEmpty(), "an address is missing");
            require(senders.size() <= 1000, "an account sends as at most 1,000 others");
        }

        @Override
        public RouteKind kind() {
            return RouteKind.SEND_AS;
        }

        @Override
        public String subject() {
            return account.toString();
        }

        @Override
        public Map<String, List<String>> properties() {
            return Map.of("senders", texts(senders));
        }
    }

    /// Whether `+detail` in an address names a folder; it does where nobody has said otherwise.
    ///
    /// @param subject an account's address, or `@` and a domain; the address counts more
    record Detail(String subject, boolean toFolder) implements RouteEntry {
        @Override
        public RouteKind kind() {
            return RouteKind.DETAIL;
        }

        @Override
        public Map<String, List<String>> properties() {
            return Map.of("folder", List.of(Boolean.toString(toFolder)));
        }
    }

    /// Who gets mail for postmaster and abuse where nobody has these addresses (RFC 2142).
    record Postmaster(EmailAddress to) implements RouteEntry {
        /// There is only one.
        public static final String SUBJECT = "*";

        @Override
        public RouteKind kind() {
            return RouteKind.POSTMASTER;
        }

        @Override
        public String subject() {
            return SUBJECT;
        }

        @Override
        public Map<String, List<String>> properties() {
            return Map.of("to", texts(List.of(to)));
        }

        @Override
        public List<EmailAddress> targets() {
            return List.of(to);
        }
    }

    /// Such as `a@example.com, b@example.com`.
    static String joined(List<EmailAddress> addresses) {
        return addresses.stream().map(EmailAddress::toString).collect(Collectors.joining(", "));
    }
}
