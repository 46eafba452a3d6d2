package io.yizhan.core.draw;

import io.yizhan.core.Booking;
import io.yizhan.core.Claims;
import io.yizhan.core.Command;
import io.yizhan.core.DrawCommand;
import io.yizhan.core.DrawTerms;
import io.yizhan.core.Pseudonym;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;

/** Draws by hand: slots by the hour, whose draws close an hour before, with one secret for all of them. */
public final class DrawnTown {
    private static final String SECRET = "5a".repeat(32);

    private DrawnTown() {}

    public static VenueCommand.DefineVenue venue(int venueNo, VenueTerms terms) {
        return new VenueCommand.DefineVenue(venueNo, terms);
    }

    /** A slot that is drawn for, where people can enter from the beginning of time on. */
    public static VenueCommand.OpenSlots slot(int venueNo, int capacity, int hour, int weightMax) {
        int startMin = hour * Booking.HOUR_MIN;
        long key = Booking.slot(venueNo, hour);
        DrawTerms terms =
                new DrawTerms(drawId(key), 1, startMin - Booking.HOUR_MIN, 0, weightMax, Sha256.ofHex(SECRET), "");
        return new VenueCommand.OpenSlots(
                        venueNo,
                        new int[] {startMin},
                        new int[] {startMin + Booking.HOUR_MIN},
                        new int[] {capacity},
                        new int[1],
                        new boolean[1],
                        VenueCommand.OpenSlots.utcDays(new int[] {startMin}))
                .with(new DrawTerms[] {terms});
    }

    public static String drawId(long slot) {
        return "d" + slot;
    }

    /** @param key of the attempt */
    public static Command.EnterDraw entry(String member, long key, long slot, boolean waits) {
        return new Command.EnterDraw(
                new Command.PlaceReservation(member, Claims.NONE, 1, key, new long[] {slot}, 1, false, waits),
                new Pseudonym(member.hashCode(), slot));
    }

    public static DrawCommand.RevealDraw reveal(long slot) {
        return new DrawCommand.RevealDraw(slot, SECRET);
    }

    /** Of all draws. */
    public static String secret() {
        return SECRET;
    }
}
