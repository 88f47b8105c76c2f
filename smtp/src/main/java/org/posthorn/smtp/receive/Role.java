package org.posthorn.smtp.receive;

/// In which capacity a port takes mail.
enum Role {
    /// From other servers, for local recipients; TLS is offered and not required (RFC 3207 section
    /// 4).
    MX,
    /// From people's programs, under TLS and after a login (RFC 6409, RFC 8314).
    SUBMISSION,
    /// From a server beside us, for local recipients, with a reply for each (RFC 2033).
    LMTP;

    boolean requiresLogin() {
        return this == SUBMISSION;
    }

    boolean requiresTls() {
        return this == SUBMISSION;
    }
}
