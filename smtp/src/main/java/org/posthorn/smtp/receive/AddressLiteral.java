package org.posthorn.smtp.receive;

import java.util.regex.Pattern;

/// An IP address in place of a domain (RFC 5321 section 4.1.3), whose grammar leaves less than that
/// of IP addresses elsewhere.
///
/// ```
/// address-literal = "[" ( IPv4-address-literal / "IPv6:" IPv6-addr ) "]"
/// IPv6-full       = IPv6-hex 7(":" IPv6-hex)
/// IPv6-comp       = [IPv6-hex *5(":" IPv6-hex)] "::" [IPv6-hex *5(":" IPv6-hex)]
/// IPv6v4-full     = IPv6-hex 5(":" IPv6-hex) ":" IPv4-address-literal
/// IPv6v4-comp     = [IPv6-hex *3(":" IPv6-hex)] "::"
///                   [IPv6-hex *3(":" IPv6-hex) ":"] IPv4-address-literal
/// ```
///
/// `::` stands for two groups at least. No other tag than `IPv6` is registered.
final class AddressLiteral {
    private static final int MOST_OCTETS = 60;
    private static final String IPV6 = "IPv6:";
    private static final int IPV6_GROUPS = 8;

    /// An IPv4 address stands for so many groups.
    private static final int IPV4_GROUPS = 2;

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");

    private AddressLiteral() {}

    /// @param text with its brackets
    static boolean isValid(String text) {
        if (text.length() > MOST_OCTETS || !text.startsWith("[") || !text.endsWith("]")) {
            return false;
        }
        String inside = text.substring(1, text.length() - 1);
        return inside.regionMatches(true, 0, IPV6, 0, IPV6.length())
                ? isIpv6(inside.substring(IPV6.length()))
                : isIpv4(inside);
    }

    private static boolean isIpv4(String text) {
        if (!IPV4.matcher(text).matches()) {
            return false;
        }
        for (String number : text.split("\\.", -1)) {
            if (Integer.parseInt(number) > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == IPV6_GROUPS;
        }
        String before = text.substring(0, gap);
        String after = text.substring(gap + 2);
        int first = before.isEmpty() ? 0 : groups(before, false);
        int last = after.isEmpty() ? 0 : groups(after, true);
        return first >= 0 && last >= 0 && first + last <= IPV6_GROUPS - 2;
    }

    /// @param isLast whether an IPv4 address may stand at the end
    /// @return how many there are; -1 if it is no list of groups
    private static int groups(String text, boolean isLast) {
        int count = 0;
        String[] all = text.split(":", -1);
        for (int i = 0; i < all.length; i++) {
            if (isLast && i == all.length - 1 && isIpv4(all[i])) {
                count += IPV4_GROUPS;
            } else if (GROUP.matcher(all[i]).matches()) {
                count++;
            } else {
                return -1;
            }
        }
        return count;
    }
}
