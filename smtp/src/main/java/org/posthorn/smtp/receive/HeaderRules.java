package org.posthorn.smtp.receive;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What becomes of the header of an arriving message. Names are in lower case.
///
/// @param leftOut fields that are not passed on
/// @param required whole fields, each ended by CRLF, that are added where those of their names are
///   missing, in this order
record HeaderRules(Set<String> leftOut, Map<String, String> required) {
    static final String FROM = "from";
    static final String RECEIVED = "received";

    /// Of mail from elsewhere: of `Return-Path` only ours may be there (RFC 5321 section 4.4).
    static final HeaderRules RELAYED = new HeaderRules(Set.of("return-path"), Map.of());

    private static final Set<String> NOT_SUBMITTED =
            Set.of("return-path", "bcc", "resent-bcc", "sender");

    /// Of a message that an account submits (RFC 6409 section 8): nobody learns who got a blind
    /// copy, and the account is the only sender.
    ///
    /// @param from the address of who submits it
    /// @param id of the message, which no other has
    static HeaderRules submitted(String from, String id, String hostname) {
        var required = new LinkedHashMap<String, String>();
        required.put(
                "date",
                "Date: " + TraceFields.date(ZonedDateTime.now(ZoneId.systemDefault())) + "\r\n");
        required.put(FROM, "From: <" + from + ">\r\n");
        required.put("message-id", "Message-ID: <" + id + "@" + hostname + ">\r\n");
        return new HeaderRules(NOT_SUBMITTED, required);
    }

    boolean leavesOut(String name) {
        return leftOut.contains(name);
    }

    /// Whether somebody asks how often there is such a field.
    boolean counts(String name) {
        return name.equals(RECEIVED) || required.containsKey(name);
    }
}
