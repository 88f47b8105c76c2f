package org.posthorn.smtp.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.Holder;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.routes.Duties;
import org.posthorn.mailbox.routes.PatternAction;
import org.posthorn.mailbox.routes.RouteEntry.AddressPattern;
import org.posthorn.mailbox.routes.RouteEntry.DomainRelay;
import org.posthorn.mailbox.routes.RouteEntry.Forward;
import org.posthorn.mailbox.routes.RouteEntry.Group;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.smtp.route.Walk.Way;

/// The rules for addresses of domains that are judged here. The first that decides is followed; an
/// address for which none does is unknown.
final class LocalRules {
    /// An address on its way.
    private record Step(EmailAddress address, String written, Way way) {}

    @FunctionalInterface
    private interface Rule {
        Optional<RouteNode> judge(Step step);
    }

    private final Walk walk;

    /// All of them, in their order.
    private final List<Rule> rules =
            List.of(
                    this::returnPath,
                    this::group,
                    this::forward,
                    this::holder,
                    this::detail,
                    this::domainAlias,
                    this::duty,
                    this::pattern,
                    this::domainRelay,
                    this::catchAll);

    LocalRules(Walk walk) {
        this.walk = walk;
    }

    RouteNode decide(EmailAddress address, String written, Way way) {
        var step = new Step(address, written, way);
        for (Rule rule : rules) {
            Optional<RouteNode> decided = rule.judge(step);
            if (decided.isPresent()) {
                return decided.get();
            }
        }
        return Refusals.UNKNOWN;
    }

    /// What comes back to the return path of forwarded mail goes to its sender. Only what tells of
    /// a failure comes there: else whoever has seen such a path could send to its sender through
    /// us.
    private Optional<RouteNode> returnPath(Step step) {
        if (!step.address().localPart().startsWith("srs")) {
            return Optional.empty();
        }
        walk.isOfThisQueryOnly();
        Way way = new Way(step.way().returnPath(), Optional.empty(), "", true);
        return walk.services()
                .senders()
                .reverse(step.written())
                .map(sender ->
                        walk.query().sender().isEmpty()
                                ? new RouteNode.Expand(
                                        "return path of forwarded mail", List.of(back(sender, way)))
                                : Refusals.BOUNCES_ONLY);
    }

    private RouteNode back(String sender, Way way) {
        try {
            return walk.follow(EmailAddress.parse(sender), sender, way);
        } catch (InvalidAddressException _) {
            return walk.onward().toLiteral(sender, way);
        }
    }

    private Optional<RouteNode> group(Step step) {
        return walk.table().group(step.address()).map(group -> group(group, step.way()));
    }

    private RouteNode group(Group group, Way way) {
        walk.isOfThisQueryOnly();
        if (!PostingRights.mayPost(group, walk)) {
            return new RouteNode.Refuse(
                    Refusals.NO_POSTING.code(),
                    Refusals.NO_POSTING.status(),
                    Refusals.NO_POSTING.text(),
                    "group %s is for %s"
                            .formatted(group.address(), PostingRights.words(group.posting())));
        }
        Way on =
                group.owner()
                        .filter(_ -> !walk.isFromNobody(way))
                        .map(owner -> way.returningTo(owner.toString()))
                        .orElseGet(() -> way.forwardedBy(group.address().domain()));
        return new RouteNode.Expand(
                "group %s (%s)".formatted(group.address(), count(group.members(), "member")),
                walk.followAll(group.members(), on));
    }

    private static String count(List<?> some, String noun) {
        return some.size() + " " + noun + (some.size() == 1 ? "" : "s");
    }

    private Optional<RouteNode> forward(Step step) {
        return walk.table().forward(step.address()).map(forward -> forward(forward, step));
    }

    private RouteNode forward(Forward forward, Step step) {
        var children =
                new ArrayList<RouteNode>(
                        walk.followAll(
                                forward.to(), step.way().forwardedBy(forward.address().domain())));
        boolean keeps = forward.keepsCopy();
        if (keeps) {
            holder(step).ifPresent(children::add);
        }
        return new RouteNode.Forward(
                "forward of %s%s".formatted(forward.address(), keeps ? ", a copy is kept" : ""),
                children,
                keeps);
    }

    /// An account, or an alias.
    private Optional<RouteNode> holder(Step step) {
        return switch (walk.directory().holder(step.address())) {
            case Holder.OfAccount(Account account) ->
                    Optional.of(walk.deliver(account, step.way()));
            case Holder.OfAlias(List<EmailAddress> targets) ->
                    Optional.of(
                            new RouteNode.Expand(
                                    "alias %s (%s)"
                                            .formatted(step.address(), count(targets, "target")),
                                    walk.followAll(targets, step.way())));
            case Holder.Nobody() -> Optional.empty();
        };
    }

    /// `user+detail@` is `user`'s where nobody has that very address (RFC 5233 section 1).
    private Optional<RouteNode> detail(Step step) {
        Optional<EmailAddress> without = step.address().withoutDetail();
        if (without.isEmpty()) {
            return Optional.empty();
        }
        EmailAddress address = without.get();
        boolean held =
                walk.table().group(address).isPresent()
                        || walk.table().forward(address).isPresent()
                        || !(walk.directory().holder(address) instanceof Holder.Nobody);
        return held
                ? Optional.of(walk.follow(address, step.way().withDetail(step.address().detail())))
                : Optional.empty();
    }

    /// The folder that the detail names, if there is one.
    MailboxName folder(Account account, Way way) {
        if (way.detail().isEmpty() || !walk.table().detailNamesFolder(account.address())) {
            return MailboxName.INBOX;
        }
        walk.isOfThisQueryOnly();
        return walk.services().folders().find(account.id(), way.detail()).orElse(MailboxName.INBOX);
    }

    private Optional<RouteNode> domainAlias(Step step) {
        DomainName domain = step.address().domain();
        return walk.table()
                .domainAlias(domain)
                .map(alias ->
                        new RouteNode.Expand(
                                "domain %s is %s".formatted(domain, alias.target()),
                                List.of(
                                        walk.follow(
                                                new EmailAddress(
                                                        step.address().localPart(), alias.target()),
                                                step.way()))));
    }

    /// Mail for postmaster and abuse of a local domain arrives somewhere (RFC 2142): at the
    /// postmaster of the domain, its catch-all, the postmaster of all domains, or the first account
    /// there is.
    private Optional<RouteNode> duty(Step step) {
        EmailAddress address = step.address();
        if (!Duties.isDuty(address) || !walk.directory().isLocal(address.domain())) {
            return Optional.empty();
        }
        EmailAddress ofDomain = Duties.postmaster(address.domain());
        if (!address.equals(ofDomain) && isHeld(ofDomain)) {
            return Optional.of(onDuty("the domain's postmaster", ofDomain, step.way()));
        }
        return catchAll(step)
                .or(() ->
                        walk.table()
                                .postmaster()
                                .map(to -> onDuty("the postmaster of all domains", to, step.way())))
                .or(() -> firstAccount(address.domain(), step.way()));
    }

    private boolean isHeld(EmailAddress address) {
        return walk.table().group(address).isPresent()
                || walk.table().forward(address).isPresent()
                || !(walk.directory().holder(address) instanceof Holder.Nobody);
    }

    private RouteNode onDuty(String who, EmailAddress to, Way way) {
        return new RouteNode.Expand(
                "nobody has this address, which must arrive: " + who,
                List.of(walk.follow(to, way.withDetail(""))));
    }

    private Optional<RouteNode> firstAccount(DomainName domain, Way way) {
        var domains = new ArrayList<>(List.of(domain));
        domains.addAll(walk.directory().domains());
        return domains.stream()
                .flatMap(each -> walk.directory().accounts(each).stream())
                .filter(Account::enabled)
                .findFirst()
                .map(account ->
                        new RouteNode.Expand(
                                "nobody has this address, which must arrive: the first account",
                                List.of(walk.deliver(account, way.withDetail("")))));
    }

    /// `<Postmaster>`: the postmaster of all domains, that of the first domain which has one, or
    /// whoever gets a domain's mail for it (RFC 5321 section 4.5.1).
    RouteNode postmaster(Way way) {
        Optional<EmailAddress> ofAll = walk.table().postmaster();
        if (ofAll.isPresent()) {
            return walk.follow(ofAll.get(), way);
        }
        List<DomainName> domains = walk.directory().domains();
        return domains.stream()
                .map(Duties::postmaster)
                .filter(this::isHeld)
                .findFirst()
                .or(() -> domains.stream().findFirst().map(Duties::postmaster))
                .map(address -> walk.follow(address, way))
                .orElse(Refusals.UNKNOWN);
    }

    private Optional<RouteNode> pattern(Step step) {
        for (AddressPattern pattern : walk.table().patterns(step.address().domain())) {
            Optional<List<String>> captured = pattern.glob().match(step.address());
            if (captured.isPresent()) {
                return Optional.of(pattern(pattern, captured.get(), step));
            }
        }
        return Optional.empty();
    }

    private RouteNode pattern(AddressPattern pattern, List<String> captured, Step step) {
        String why = pattern.title();
        return switch (pattern.action()) {
            case PatternAction.Deliver(var to) ->
                    to.fill(captured)
                            .<RouteNode>map(address ->
                                    new RouteNode.Expand(
                                            why, List.of(walk.follow(address, step.way()))))
                            .orElse(Refusals.UNKNOWN);
            case PatternAction.Forward(var to) ->
                    to.fill(captured)
                            .<RouteNode>map(address ->
                                    new RouteNode.Forward(
                                            why, List.of(forwarded(address, step)), false))
                            .orElse(Refusals.UNKNOWN);
            case PatternAction.Discard() -> new RouteNode.Discard(why);
            case PatternAction.Refuse(var text) -> new RouteNode.Refuse(550, "5.7.1", text, why);
        };
    }

    private RouteNode forwarded(EmailAddress address, Step step) {
        return walk.follow(address, step.way().forwardedBy(step.address().domain()));
    }

    /// A relay that is asked first, and does not know the address, leaves it to the rules that
    /// follow.
    private Optional<RouteNode> domainRelay(Step step) {
        Optional<DomainRelay> entry = walk.table().domainRelay(step.address().domain());
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        walk.isOfThisQueryOnly();
        DomainRelay domain = entry.get();
        var answer =
                domain.verified()
                        ? walk.services().probe().ask(domain.relay(), step.address())
                        : RecipientProbe.Answer.KNOWN;
        return switch (answer) {
            case KNOWN -> Optional.of(walk.onward().by(domain, step.written(), step.way()));
            case UNKNOWN -> Optional.empty();
            case UNSURE -> Optional.of(Refusals.NOT_NOW);
        };
    }

    private Optional<RouteNode> catchAll(Step step) {
        DomainName domain = step.address().domain();
        return walk.table()
                .catchAll(domain)
                .map(catchAll ->
                        new RouteNode.Expand(
                                "catch-all of " + domain,
                                List.of(
                                        walk.follow(
                                                catchAll.to(), catchAllWay(catchAll.to(), step)))));
    }

    /// An address elsewhere gets it as a forward does.
    private static Way catchAllWay(EmailAddress to, Step step) {
        Way way = step.way().withDetail("");
        return to.domain().equals(step.address().domain())
                ? way
                : way.forwardedBy(step.address().domain());
    }
}
