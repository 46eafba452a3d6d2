package io.yizhan.catalogue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that begin alike, as {@code 203.0.113.0/24} or {@code 2001:db8::/48}; one alone is written without a slash. No name is ever
 * looked up. Immutable; any thread.
 */
public final class Network {
    private static final Pattern FORM = Pattern.compile("([0-9a-fA-F:.]{2,45})(?:/([0-9]{1,3}))?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private final String text;
    private final byte[] address;
    private final int bits;

    private Network(String text, byte[] address, int bits) {
        this.text = text;
        this.address = address;
        this.bits = bits;
    }

    /** Null where it is none, or names more of an address than its length says. */
    public static @Nullable Network parse(String text) {
        Matcher matcher = FORM.matcher(text);
        byte[] address = matcher.matches() ? bytes(matcher.group(1)) : null;
        if (address == null) return null;
        String length = matcher.group(2);
        int bits = length == null ? 8 * address.length : Integer.parseInt(length);
        if (bits > 8 * address.length) return null;
        for (int bit = bits; bit < 8 * address.length; bit++)
            if ((address[bit / 8] & (0x80 >> bit % 8)) != 0) return null;
        return new Network(text, address, bits);
    }

    /** Whether an address, as text, is one of these. */
    public boolean contains(String other) {
        int scope = other.indexOf('%');
        byte[] bytes = bytes(scope < 0 ? other : other.substring(0, scope));
        if (bytes == null || bytes.length != address.length) return false;
        for (int bit = 0; bit < bits; bit++)
            if (((bytes[bit / 8] ^ address[bit / 8]) & (0x80 >> bit % 8)) != 0) return false;
        return true;
    }

    /** An address of IPv4 that is shown as one of IPv6 is one of IPv4. Only literals come as far as the library, which looks up anything else. */
    private static byte @Nullable [] bytes(String literal) {
        if (literal.indexOf(':') < 0 && !IPV4.matcher(literal).matches()) return null;
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException malformed) {
            return null;
        }
    }

    /** How many addresses it has, as the exponent of two. */
    int sizeBits() {
        return 8 * address.length - bits;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Network network && network.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
