package org.posthorn.smtp.header;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What becomes of the header of an arriving message. Names are in lower case.
///
/// @param leftOut fields that are not passed on
/// @param required whole fields, each ended by CRLF, that are added where those of their names are
///   missing, in this order
public record HeaderRules(Set<String> leftOut, Map<String, String> required) {
    /// The author (RFC 5322 section 3.6.2).
    public static final String FROM = "from";

    /// A server that it went through (RFC 5321 section 4.4).
    public static final String RECEIVED = "received";

    /// Of mail from elsewhere: of `Return-Path` only ours may be there (RFC 5321 section 4.4).
    public static final HeaderRules RELAYED = new HeaderRules(Set.of("return-path"), Map.of());

    private static final Set<String> NOT_SUBMITTED =
            Set.of("return-path", "bcc", "resent-bcc", "sender");

    /// Of a message that an account submits (RFC 6409 section 8): nobody learns who got a blind
    /// copy, and the account is the only sender.
    ///
    /// @param from the address of who submits it
    /// @param id of the message, which no other has
    public static HeaderRules submitted(String from, String id, String hostname) {
        var required = new LinkedHashMap<String, String>();
        required.put("date", "Date: " + HeaderDate.now() + "\r\n");
        required.put(FROM, "From: <" + from + ">\r\n");
        required.put("message-id", "Message-ID: <" + id + "@" + hostname + ">\r\n");
        return new HeaderRules(NOT_SUBMITTED, required);
    }

    /// The same, with this field instead of those of its name that are there.
    ///
    /// @param name in lower case
    /// @param field ended by CRLF
    public HeaderRules replacing(String name, String field) {
        var less = new HashSet<>(leftOut);
        less.add(name);
        var more = new LinkedHashMap<>(required);
        more.put(name, field);
        return new HeaderRules(less, more);
    }

    boolean leavesOut(String name) {
        return leftOut.contains(name);
    }

    /// Whether somebody asks how often there is such a field.
    boolean counts(String name) {
        return name.equals(RECEIVED) || (required.containsKey(name) && !leavesOut(name));
    }
}
