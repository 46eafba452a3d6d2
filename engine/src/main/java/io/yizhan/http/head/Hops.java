package io.yizhan.http.head;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** What nodes tell each other of a request that one sends on to the other. */
public final class Hops {
    /** Which region a request is for. Clients say it, too. */
    public static final CharSequence REGION = new AsciiString("yizhan-region");
    /** How many nodes have sent it on. */
    public static final CharSequence COUNT = new AsciiString("yizhan-hops");
    /**
     * With which code of a problem a node says to one that sent it a request that it did nothing with it, or that it may be asked again.
     * Clients read it in the body.
     */
    public static final CharSequence NOT_SERVED = new AsciiString("yizhan-not-served");

    /** By which a node shows that it is one of ours. */
    public static final CharSequence SEAL = new AsciiString("yizhan-node");

    private Hops() {}

    /** How many nodes have sent it on. What no node of ours writes counts as nothing: it came from outside, and we go on from there. */
    public static int of(HttpServerRequest request) {
        List<String> values = request.headers().getAll(COUNT);
        if (values.size() != 1) return 0;
        String value = values.get(0);
        return value.length() == 1 ? Math.max(0, Character.digit(value.charAt(0), 10)) : 0;
    }
}
