package io.yizhan.uhppote;

/**
 * Where it listens, and where this node's HTTP edge does.
 *
 * @param port 0 for any free one
 * @param httpHost as the edge was told to listen on
 * @param development whether a controller that lists no addresses is let in from this machine
 */
public record UhppoteOptions(String host, int port, String httpHost, int httpPort, boolean development) {}
