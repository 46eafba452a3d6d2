package io.yizhan.http.json;

import io.yizhan.http.HttpEdge;
import io.yizhan.http.exchange.Exchange;

/** Looks up from JSON to the exchange and to the wiring: see {@code HttpLayoutTest}. */
final class LawlessJson {
    private LawlessJson() {}

    static boolean upwards(Exchange exchange, HttpEdge edge) {
        return exchange != null && edge != null;
    }
}
