package io.yizhan.http.iclock;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The query of a device, which spells names as it likes: {@code SN}, {@code sn}. Of several values the first is meant; what can't be read
 * says nothing.
 */
public final class DeviceQuery {
    /** Where all that devices ask for is below. */
    public static final String BELOW = "/iclock/";

    private static final int PARAMETERS_MAX = 64;

    private final Map<String, String> values;

    private DeviceQuery(Map<String, String> values) {
        this.values = values;
    }

    /** @param uri with its path */
    public static DeviceQuery of(String uri) {
        Map<String, String> values = new HashMap<>();
        try {
            for (Map.Entry<String, List<String>> each : new QueryStringDecoder(
                            uri, StandardCharsets.UTF_8, true, PARAMETERS_MAX)
                    .parameters()
                    .entrySet())
                values.putIfAbsent(
                        each.getKey().toLowerCase(Locale.ROOT),
                        each.getValue().getFirst().strip());
        } catch (IllegalArgumentException malformedEscape) {
            values.clear();
        }
        return new DeviceQuery(values);
    }

    /** "" where it says none. */
    public String serial() {
        return text("sn");
    }

    /** @param name in lower case */
    String text(String name) {
        return values.getOrDefault(name, "");
    }
}
