package org.posthorn.smtp.receive;

/// VRFY (RFC 5321 section 4.1.1.6), which tells nobody who has an account (section 7.3).
final class VrfyHandler implements Handler {

    @Override
    public Answer handle(Session session, String argument) {
        return argument.isEmpty() ? Reply.ARGUMENT_MISSING : Reply.CANNOT_VERIFY;
    }
}
