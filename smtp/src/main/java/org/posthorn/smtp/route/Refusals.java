package org.posthorn.smtp.route;

import org.posthorn.smtp.route.RouteNode.Refuse;

/// What clients hear of recipients that are not accepted.
final class Refusals {
    static final Refuse UNKNOWN = new Refuse(550, "5.1.1", "nobody here has this address", "");
    static final Refuse DISABLED = new Refuse(550, "5.2.1", "the account is disabled", "");
    static final Refuse NO_RELAY =
            new Refuse(550, "5.7.1", "this server does not relay for you", "");
    static final Refuse CIRCLE =
            new Refuse(554, "5.4.6", "mail for this address goes round in circles", "");
    static final Refuse TOO_LONG =
            new Refuse(554, "5.4.6", "mail for this address goes through too many others", "depth");
    static final Refuse TOO_MANY =
            new Refuse(554, "5.5.3", "this address stands for too many others", "breadth");
    static final Refuse NO_POSTING =
            new Refuse(550, "5.7.2", "you may not write to this group", "");
    static final Refuse BOUNCES_ONLY =
            new Refuse(
                    550,
                    "5.7.1",
                    "only reports of failures are taken for this address",
                    "return path of forwarded mail");
    static final Refuse NOT_NOW =
            new Refuse(
                    451,
                    "4.4.3",
                    "whether this address exists cannot be found out now, try again later",
                    "");

    private Refusals() {}
}
