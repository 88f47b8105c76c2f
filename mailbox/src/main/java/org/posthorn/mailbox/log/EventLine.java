package org.posthorn.mailbox.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.Optional;

/// One event as a line of the log: what happened, then `name=value` pairs in a fixed order.
///
/// `login refused session=3f protocol=imap address=192.0.2.7 account=alice@example.com`
///
/// Values are a stranger's words as often as not. One that is empty, or has anything but visible
/// ASCII without quotes, backslash and `=`, stands in quotes, where quotes and backslashes have a
/// backslash before them and control characters are shown as `\xNN`; so no value looks like another
/// pair, and none begins a line. What we know ourselves (session, protocol, address) stands before
/// what a client said.
public final class EventLine {
    private static final int MAX_VALUE = 1000;

    private final StringBuilder text;

    private EventLine(String event) {
        text = new StringBuilder(160).append(event);
    }

    /// Begins a line.
    ///
    /// @param event two or three constant words
    public static EventLine of(String event) {
        return new EventLine(event);
    }

    /// Adds a pair; the value's `toString` counts, cut at 1,000 characters.
    public EventLine with(String name, Object value) {
        text.append(' ').append(name).append('=');
        String all = value.toString();
        append(all.length() > MAX_VALUE ? all.substring(0, MAX_VALUE) + "…" : all);
        return this;
    }

    /// Adds a pair, if there is a value.
    public EventLine with(String name, Optional<?> value) {
        return value.isPresent() ? with(name, value.get()) : this;
    }

    /// Adds a pair that is an address, without the name of a network interface.
    public EventLine with(String name, InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return with(name, (Object) (zone < 0 ? text : text.substring(0, zone)));
    }

    private void append(String value) {
        if (!value.isEmpty() && value.chars().allMatch(EventLine::isPlain)) {
            text.append(value);
            return;
        }
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                text.append("\\x%02x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != '=';
    }

    /// Writes it at level INFO.
    public void log(Logger log) {
        log.log(Level.INFO, this::toString);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
