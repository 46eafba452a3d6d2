package io.yizhan.http.node;

import io.yizhan.catalogue.SlotIds;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.OwnUrl;
import io.yizhan.http.region.FreeSlot;
import java.util.regex.Pattern;

/**
 * The start page, with an example that works when it is pasted: at the address by which the reader has come, with a slot that is free.
 * It becomes part of a command in somebody's shell, so of what the request says only a plain host and a port are taken.
 */
final class StartPage {
    /** With what parts it from what stands before it. */
    private static final Pattern METRICS = Pattern.compile("[、,] ?<a href=\"/metrics\">[^<]*</a>");

    private final String template;

    /** @param metrics whether it leads to them */
    StartPage(String template, boolean metrics) {
        this.template = metrics ? template : METRICS.matcher(template).replaceAll("");
    }

    String text(Exchange exchange) {
        FreeSlot free = FreeSlot.in(exchange.directory(), exchange.region.feed(), exchange.nowMs());
        String page = template.replace("{url}", OwnUrl.of(exchange, null));
        if (free == null)
            return page.replace("{station}", "sh-001")
                    .replace("{venue}", "sh-001-b1")
                    .replace("{date}", "$(date +%F)")
                    .replace("{slot}", "sh-001-b1.$(date +%Y%m%d)T1800");
        return page.replace("{station}", free.station())
                .replace("{venue}", free.venue())
                .replace("{date}", free.date().toString())
                .replace("{slot}", new SlotIds(exchange.directory()).format(free.key()));
    }
}
