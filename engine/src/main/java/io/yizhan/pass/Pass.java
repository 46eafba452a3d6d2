package io.yizhan.pass;

/**
 * What a pass says.
 *
 * @param opensAtS from when it lets in, in seconds since 1970 UTC: its {@code nbf}
 * @param endsAtS when it no longer does, in seconds since 1970 UTC: its {@code exp}
 */
public record Pass(String reservationId, String stationId, long opensAtS, long endsAtS) {}
