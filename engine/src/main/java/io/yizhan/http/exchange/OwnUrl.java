package io.yizhan.http.exchange;

import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where this engine is reached, for answers that have whole URLs: as its operator says, else as whoever asks has found it. Without a slash at the end. */
public final class OwnUrl {
    /** What is written into pages and data must be nothing but a name or an address. */
    private static final Pattern PLAIN_HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");

    private OwnUrl() {}

    /** @param said by the operator; null where nothing was */
    public static String of(Exchange exchange, @Nullable URI said) {
        return said == null ? asked(exchange) : said.toString();
    }

    private static String asked(Exchange exchange) {
        boolean https = "https".equals(exchange.request.getHeader("X-Forwarded-Proto"));
        return (https ? "https://" : "http://") + host(exchange.request.authority(), exchange);
    }

    private static String host(@Nullable HostAndPort asked, Exchange exchange) {
        if (asked == null || !PLAIN_HOST.matcher(asked.host()).matches())
            return "localhost:" + exchange.request.localAddress().port();
        return asked.port() > 0 ? asked.host() + ":" + asked.port() : asked.host();
    }
}
