package org.posthorn.mailbox.routes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.routes.RouteEntry.AddressPattern;
import org.posthorn.mailbox.routes.RouteEntry.CatchAll;
import org.posthorn.mailbox.routes.RouteEntry.Detail;
import org.posthorn.mailbox.routes.RouteEntry.Direction;
import org.posthorn.mailbox.routes.RouteEntry.DomainAlias;
import org.posthorn.mailbox.routes.RouteEntry.DomainRelay;
import org.posthorn.mailbox.routes.RouteEntry.Forward;
import org.posthorn.mailbox.routes.RouteEntry.Group;
import org.posthorn.mailbox.routes.RouteEntry.Journal;
import org.posthorn.mailbox.routes.RouteEntry.Posting;
import org.posthorn.mailbox.routes.RouteEntry.Postmaster;
import org.posthorn.mailbox.routes.RouteEntry.RelayUse;
import org.posthorn.mailbox.routes.RouteEntry.Rewriting;
import org.posthorn.mailbox.routes.RouteEntry.SendAs;
import org.posthorn.mailbox.routes.RouteEntry.Side;

/// Makes entries of texts; the inverse of [RouteEntry#properties].
final class RouteParser {
    private final String subject;
    private final Map<String, List<String>> properties;
    private final Set<String> read = new HashSet<>();

    private RouteParser(String subject, Map<String, List<String>> properties) {
        this.subject = subject;
        this.properties = properties;
    }

    static RouteEntry parse(RouteKind kind, String subject, Map<String, List<String>> properties)
            throws InvalidRouteException {
        var parser = new RouteParser(subject, properties);
        try {
            RouteEntry entry = parser.entry(kind);
            parser.requireAllRead(kind);
            return entry;
        } catch (IllegalArgumentException | InvalidAddressException e) {
            throw new InvalidRouteException(String.valueOf(e.getMessage()));
        }
    }

    static String subject(RouteKind kind, String text) throws InvalidRouteException {
        try {
            return switch (kind) {
                case GROUP, FORWARD, SEND_AS -> address(text).toString();
                case DOMAIN_ALIAS, CATCH_ALL, REWRITING, DOMAIN_RELAY, JOURNAL ->
                        domain(text).value();
                case PATTERN -> AddressGlob.parse(text).toString();
                case RELAY_USE -> RelayScope.parse(text).toString();
                case DETAIL -> new RouteParser(text, Map.of()).detailSubject();
                case RELAY, POSTMASTER -> text;
            };
        } catch (InvalidAddressException e) {
            throw new InvalidRouteException(String.valueOf(e.getMessage()));
        }
    }

    private void requireAllRead(RouteKind kind) throws InvalidRouteException {
        for (String name : properties.keySet()) {
            if (!read.contains(name)) {
                throw new InvalidRouteException("a %s has no \"%s\"".formatted(kind, name));
            }
        }
    }

    private RouteEntry entry(RouteKind kind) throws InvalidRouteException, InvalidAddressException {
        return switch (kind) {
            case GROUP -> group();
            case FORWARD -> new Forward(address(subject), addresses("to"), flag("copy", false));
            case DOMAIN_ALIAS -> new DomainAlias(domain(subject), domain(one("target")));
            case CATCH_ALL -> new CatchAll(domain(subject), address(one("to")));
            case PATTERN -> new AddressPattern(AddressGlob.parse(subject), action());
            case REWRITING ->
                    new Rewriting(
                            domain(subject), domain(one("to")), choice("side", Side.class, "both"));
            case RELAY -> relay();
            case RELAY_USE -> new RelayUse(RelayScope.parse(subject), new RelayName(one("relay")));
            case DOMAIN_RELAY ->
                    new DomainRelay(
                            domain(subject), new RelayName(one("relay")), flag("verify", false));
            case JOURNAL ->
                    new Journal(
                            domain(subject),
                            choice("direction", Direction.class, "both"),
                            address(one("to")));
            case SEND_AS -> new SendAs(address(subject), addresses("senders"));
            case DETAIL -> new Detail(detailSubject(), flag("folder", true));
            case POSTMASTER -> postmaster();
        };
    }

    private Postmaster postmaster() throws InvalidRouteException {
        if (!subject.equals(Postmaster.SUBJECT)) {
            throw new InvalidRouteException("there is one postmaster of all domains, named *");
        }
        return new Postmaster(address(one("to")));
    }

    private Group group() throws InvalidRouteException {
        Optional<String> owner = optional("owner");
        return new Group(
                address(subject),
                addresses("members"),
                choice("posting", Posting.class, "anyone"),
                addresses("posters"),
                owner.isPresent() ? Optional.of(address(owner.get())) : Optional.empty());
    }

    private RelayHost relay() throws InvalidRouteException {
        boolean implicit = flag("implicit-tls", false);
        Optional<String> user = optional("user");
        Optional<String> password = optional(RouteEntry.PASSWORD);
        if (user.isPresent() != password.isPresent()) {
            throw new InvalidRouteException("\"user\" and \"password\" go together");
        }
        Optional<String> port = optional("port");
        var protocol = choice("protocol", RelayHost.Protocol.class, "smtp");
        return new RelayHost(
                new RelayName(subject),
                one("host").toLowerCase(Locale.ROOT),
                port.isPresent() ? number(port.get()) : usualPort(protocol, implicit),
                protocol,
                choice("tls", RelayHost.Tls.class, user.isPresent() ? "verified" : "opportunistic"),
                implicit,
                user.map(name -> new RelayHost.Login(name, password.orElseThrow())));
    }

    private static int usualPort(RelayHost.Protocol protocol, boolean implicit) {
        if (protocol == RelayHost.Protocol.LMTP) {
            return 24;
        }
        return implicit ? 465 : 25;
    }

    private static int number(String text) throws InvalidRouteException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new InvalidRouteException("\"%s\" is not a number".formatted(text));
        }
    }

    private PatternAction action() throws InvalidRouteException {
        Optional<String> deliver = optional("deliver");
        Optional<String> forward = optional("forward");
        Optional<String> refuse = optional("refuse");
        var actions = new ArrayList<PatternAction>();
        deliver.ifPresent(to -> actions.add(new PatternAction.Deliver(new AddressTemplate(to))));
        forward.ifPresent(to -> actions.add(new PatternAction.Forward(new AddressTemplate(to))));
        refuse.ifPresent(text -> actions.add(new PatternAction.Refuse(text.strip())));
        if (flag("discard", false)) {
            actions.add(new PatternAction.Discard());
        }
        if (actions.size() != 1) {
            throw new InvalidRouteException(
                    "a pattern has one of \"deliver\", \"forward\", \"refuse\" and \"discard\"");
        }
        return actions.getFirst();
    }

    private String detailSubject() throws InvalidRouteException {
        return subject.startsWith("@")
                ? "@" + domain(subject.substring(1))
                : address(subject).toString();
    }

    private Optional<String> optional(String name) throws InvalidRouteException {
        read.add(name);
        List<String> values = properties.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new InvalidRouteException("\"%s\" is given twice".formatted(name));
        }
        return values.stream().findFirst();
    }

    private String one(String name) throws InvalidRouteException {
        return optional(name)
                .orElseThrow(() -> new InvalidRouteException("\"%s\" is missing".formatted(name)));
    }

    private boolean flag(String name, boolean otherwise) throws InvalidRouteException {
        return switch (optional(name).orElse(Boolean.toString(otherwise))) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new InvalidRouteException("\"%s\" must be true or false".formatted(name));
        };
    }

    private <E extends Enum<E>> E choice(String name, Class<E> choices, String otherwise)
            throws InvalidRouteException {
        String word = optional(name).orElse(otherwise);
        var words = new ArrayList<String>();
        for (E choice : choices.getEnumConstants()) {
            if (Texts.word(choice).equals(word.toLowerCase(Locale.ROOT))) {
                return choice;
            }
            words.add(Texts.word(choice));
        }
        throw new InvalidRouteException(
                "\"%s\" must be one of %s".formatted(name, String.join(", ", words)));
    }

    private List<EmailAddress> addresses(String name) throws InvalidRouteException {
        read.add(name);
        var all = new ArrayList<EmailAddress>();
        for (String text : properties.getOrDefault(name, List.of())) {
            all.add(address(text));
        }
        return all;
    }

    private static EmailAddress address(String text) throws InvalidRouteException {
        try {
            return EmailAddress.parse(text);
        } catch (InvalidAddressException e) {
            throw new InvalidRouteException(
                    "\"%s\" is not an address: %s".formatted(text, e.getMessage()));
        }
    }

    private static DomainName domain(String text) throws InvalidRouteException {
        try {
            return DomainName.parse(text);
        } catch (InvalidAddressException e) {
            throw new InvalidRouteException(
                    "\"%s\" is not a domain: %s".formatted(text, e.getMessage()));
        }
    }
}
