package io.yizhan.http;

import io.yizhan.http.openactive.OpenData;
import java.net.URI;

/** The same through a node that is not the owner: its operator has to say where both are reached. */
final class HttpForwardedOrdersTest extends HttpOrdersTest {
    @Override
    HttpEngine engine() {
        OpenData reached = new OpenData(URI.create("https://town.example"), "", null);
        return new HttpEngine(options -> options.withOpenData(reached), true);
    }
}
