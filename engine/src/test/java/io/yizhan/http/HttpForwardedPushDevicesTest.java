package io.yizhan.http;

/** The same through a node that is not the owner. */
final class HttpForwardedPushDevicesTest extends HttpPushDevicesTest {
    @Override
    boolean throughANode() {
        return true;
    }
}
