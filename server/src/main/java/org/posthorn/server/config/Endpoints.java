package org.posthorn.server.config;

/// All that clients connect to, but for the admin API.
public record Endpoints(
        Endpoint smtp,
        Endpoint submission,
        Endpoint submissions,
        Endpoint lmtp,
        Endpoint imap,
        Endpoint imaps,
        Endpoint pop3,
        Endpoint pop3s) {

    static Endpoints from(Values values, int portOffset) throws ConfigurationException {
        return new Endpoints(
                Endpoint.from(values, ListenerSection.SMTP, portOffset),
                Endpoint.from(values, ListenerSection.SUBMISSION, portOffset),
                Endpoint.from(values, ListenerSection.SUBMISSIONS, portOffset),
                Endpoint.from(values, ListenerSection.LMTP, portOffset),
                Endpoint.from(values, ListenerSection.IMAP, portOffset),
                Endpoint.from(values, ListenerSection.IMAPS, portOffset),
                Endpoint.from(values, ListenerSection.POP3, portOffset),
                Endpoint.from(values, ListenerSection.POP3S, portOffset));
    }
}
