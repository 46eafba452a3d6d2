package io.yizhan.http;

/** Of what is not for everybody, the same through a node that is not the owner: it refuses by the head alone, before the owner does. */
final class HttpForwardedAuthorisationTest extends HttpAuthorisationTest {
    @Override
    boolean throughANode() {
        return true;
    }
}
