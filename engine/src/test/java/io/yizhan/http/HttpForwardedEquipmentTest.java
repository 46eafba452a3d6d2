package io.yizhan.http;

/** As {@link HttpEquipmentTest}, through a node that does not own the region. */
final class HttpForwardedEquipmentTest extends HttpEquipmentTest {
    @Override
    HttpEngine engine() {
        return new HttpEngine(options -> options, true);
    }
}
