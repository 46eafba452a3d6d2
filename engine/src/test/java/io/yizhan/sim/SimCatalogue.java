package io.yizhan.sim;

import io.yizhan.core.Claims;
import io.yizhan.core.Command;
import io.yizhan.core.Term;
import io.yizhan.core.Terms;
import io.yizhan.core.VenueTerms;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What the town offers, as its operator has it: changed now and then, while the engine runs or while it doesn't. */
final class SimCatalogue {
    static final int VENUES = 4;

    private static final String HOST = "host";
    private static final int VERIFIED_EARLIER_MS = 30 * 60_000;

    /** A third of the members. */
    static boolean isStaff(String member) {
        return member.hashCode() % 3 == 0;
    }

    /** Half of the staff, and half of the others. */
    static boolean isVerified(String member) {
        return member.hashCode() % 2 == 0;
    }

    static Claims claims(String member) {
        return new Claims(isStaff(member) ? HOST : "", isVerified(member) ? 2 : 1);
    }

    /**
     * @param capacity of slots opened from now on
     * @param slotMin how long they are
     * @param shiftMin how much later than usual they begin
     */
    record Offer(VenueTerms terms, int capacity, int slotMin, int shiftMin) {}

    /** By venue number; null where the catalogue has the venue no longer. */
    private final @Nullable Offer[] offers = new @Nullable Offer[1 + VENUES];

    private final Town town;
    private int version = 1;

    SimCatalogue(Town town) {
        this.town = town;
        for (int venueNo = 1; venueNo <= VENUES; venueNo++) {
            boolean exclusive = venueNo % 2 == 0;
            offers[venueNo] = new Offer(
                    new VenueTerms(1 + venueNo / 4, exclusive, 300_000, 600_000)
                            .with(Term.WAITLIST_MAX, venueNo == 1 ? 0 : 3)
                            .with(Term.CHECK_IN_BY_MS, venueNo == 1 ? 600_000 : Integer.MAX_VALUE),
                    exclusive ? 1 : 3,
                    House.SLOT_MIN,
                    0);
        }
    }

    Town town() {
        return town;
    }

    /** Null where there is none. */
    @Nullable
    Offer offer(int venueNo) {
        return offers[venueNo];
    }

    /** What says that the present one has come. */
    Command.NoteCatalogue note() {
        return new Command.NoteCatalogue(version - 1, version);
    }

    /** Another venue than it was, moved, shared otherwise, under other terms, at other times; or gone. */
    void change(SplittableRandom dice) {
        version++;
        int venueNo = 1 + dice.nextInt(VENUES);
        boolean exclusive = dice.nextBoolean();
        offers[venueNo] = dice.nextInt(5) == 0
                ? null
                : new Offer(
                        new VenueTerms(1 + dice.nextInt(2), dice.nextBoolean() ? "" : "TABLE", exclusive, Terms.UNSET)
                                .hostedBy(dice.nextInt(3) > 0 ? "" : HOST)
                                .with(Term.HOLD_TTL_MS, 60_000 * (1 + dice.nextInt(100)))
                                .with(Term.CANCEL_CUTOFF_MS, 60_000 * dice.nextInt(40))
                                .with(Term.BOOKING_CUTOFF_MS, dice.nextInt(3) > 0 ? 0 : 60_000 * dice.nextInt(30))
                                .with(Term.VERIFIED_EARLIER_MS, VERIFIED_EARLIER_MS)
                                .with(Term.HOST_SHARE_PERCENT, dice.nextInt(101))
                                .with(Term.HOST_SHARE_UNTIL_MS, 60_000 * dice.nextInt(90))
                                .with(Term.WAITLIST_MAX, dice.nextInt(4))
                                .with(Term.OFFER_TTL_MS, dice.nextInt(3) == 0 ? 0 : 60_000 * (1 + dice.nextInt(30)))
                                .with(Term.WAITLIST_CUTOFF_MS, 60_000 * dice.nextInt(60))
                                .with(
                                        Term.CHECK_IN_BY_MS,
                                        limit(1, dice) == 1 ? 60_000 * (dice.nextInt(60) - 20) : Integer.MAX_VALUE)
                                .with(Term.CHECK_IN_FROM_MS, 60_000 * (30 + dice.nextInt(90)))
                                .with(Term.COMPANIONS_UNTIL_MS, 60_000 * (version % 40))
                                .with(Term.COMPANION_CHANGES_MAX, version % 3)
                                .with(Term.HOLDER_PRESENT, version % 2)
                                .with(Term.AT_ONCE_MAX, 1 + dice.nextInt(2))
                                .with(Term.ACTIVE_OF_KIND_MAX, limit(2, dice))
                                .with(Term.DAILY_MAX, limit(3, dice))
                                .with(Term.WEEKLY_MAX, limit(3, dice))
                                .with(Term.WEEKLY_MINUTES_MAX, limit(400, dice))
                                .with(Term.GROUP_ACTIVE_MAX, limit(2, dice))
                                .with(Term.GROUP_DAILY_MAX, limit(1, dice))
                                .with(Term.GROUP_WEEKLY_MAX, limit(2, dice))
                                .inGroup(dice.nextInt(3) == 0 ? "" : "g"),
                        exclusive ? 1 : 1 + dice.nextInt(4),
                        dice.nextInt(3) > 0 ? House.SLOT_MIN : 45 + 45 * dice.nextInt(2),
                        dice.nextInt(3) > 0 ? 0 : 15);
    }

    private static int limit(int max, SplittableRandom dice) {
        return dice.nextInt(3) > 0 ? Integer.MAX_VALUE : 1 + dice.nextInt(max);
    }
}
