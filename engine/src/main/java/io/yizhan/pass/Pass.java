package io.yizhan.pass;

/**
 * What a pass says.
 *
 * @param companion the number of the invitation whose companion's it is; 0 for the holder's
 * @param opensAtS from when it lets in, in seconds since 1970 UTC: its {@code nbf}
 * @param endsAtS when it no longer does, in seconds since 1970 UTC: its {@code exp}
 */
public record Pass(String reservationId, int companion, String stationId, long opensAtS, long endsAtS) {
    /** The holder's. */
    public Pass(String reservationId, String stationId, long opensAtS, long endsAtS) {
        this(reservationId, 0, stationId, opensAtS, endsAtS);
    }
}
