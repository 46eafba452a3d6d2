package io.yizhan.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Some networks, as {@code 10.0.0.0/8}; a single address is one, too. */
public final class Networks {
    /** No network. */
    public static final Networks NONE = new Networks(List.of());

    private record Network(byte[] address, int bits) {
        boolean has(byte[] other) {
            if (other.length != address.length) return false;
            for (int i = 0; i < bits; i++) if (bit(address, i) != bit(other, i)) return false;
            return true;
        }

        private static int bit(byte[] of, int at) {
            return of[at / 8] >> (7 - at % 8) & 1;
        }
    }

    private final List<Network> networks;

    private Networks(List<Network> networks) {
        this.networks = networks;
    }

    /** @throws IllegalArgumentException one of them is none; its message is that one */
    public static Networks of(List<String> texts) {
        List<Network> networks = new ArrayList<>();
        for (String text : texts) {
            int slash = text.indexOf('/');
            String address = slash < 0 ? text : text.substring(0, slash);
            // Only what looks like one: a name would be looked up.
            if (!address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) throw new IllegalArgumentException(text);
            try {
                byte[] bytes = InetAddress.getByName(address).getAddress();
                int bits = slash < 0 ? 8 * bytes.length : Integer.parseInt(text.substring(slash + 1));
                if (bits < 0 || bits > 8 * bytes.length) throw new IllegalArgumentException(text);
                networks.add(new Network(bytes, bits));
            } catch (UnknownHostException | NumberFormatException nonsense) {
                throw new IllegalArgumentException(text, nonsense);
            }
        }
        return new Networks(networks);
    }

    /** Whether an address is in one of them. */
    public boolean have(InetAddress address) {
        return networks.stream().anyMatch(it -> it.has(address.getAddress()));
    }
}
