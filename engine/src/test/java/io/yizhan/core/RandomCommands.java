package io.yizhan.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What members, operators and time do in a small region, by dice: so dense that they get into each other's way. */
final class RandomCommands {
    /** Defined by the first steps of each script, which shrinking leaves in. */
    static final int VENUES = 7;

    private static final long TICK_MS = 256;

    private RandomCommands() {}

    /** A step of a script: a command, and how far time moves before it. */
    record Step(long passMs, Command command) {}

    static List<Step> script(SplittableRandom random, int steps) {
        List<Step> script = new ArrayList<>();
        for (int venue = 1; venue <= VENUES; venue++) {
            script.add(new Step(
                    0,
                    new VenueCommand.DefineVenue(
                            venue, withWindows(random, terms(1 + venue / 4, venue, venue % 2 == 0, 3)))));
        }
        long nowMs = 0;
        RandomCourses courses = new RandomCourses(random);
        for (int i = 0; i < steps; i++) {
            long passMs = random.nextInt(4) == 0 ? random.nextInt(400) * TICK_MS : 0;
            nowMs += passMs;
            Step former = script.get(script.size() - 1 - random.nextInt(6));
            boolean repeats = former.command() instanceof Command.PlaceReservation
                    || former.command() instanceof ClosureCommand.CloseVenues;
            boolean again = random.nextInt(16) == 0 && repeats;
            Command command = random.nextInt(8) == 0
                    ? courses.next(i, (int) (nowMs / 60_000))
                    : command(random, i, (int) (nowMs / 1_800_000));
            // Nobody comes and goes three times within a moment.
            if (command instanceof GateCommand.Admit) {
                passMs += TICK_MS;
                nowMs += TICK_MS;
            }
            script.add(new Step(passMs, again ? former.command() : command));
        }
        return script;
    }

    /**
     * Confirmations and cancellations name their reservation by how many are newer, as a number not above 0: see {@code RegionModelTest.resolved}.
     *
     * @param halfHour the present one since 1970
     */
    private static Command command(SplittableRandom random, int step, int halfHour) {
        String member = "m-" + random.nextInt(12);
        long reservationId = -random.nextInt(random.nextInt(3) == 0 ? 300 : 6);
        int kind = random.nextInt(100);
        if (kind < 3) return open(random, halfHour);
        if (kind < 4) return change(random);
        if (kind < 5 && random.nextInt(3) == 0) return note(random, step);
        if (kind < 5) return new VenueCommand.RetireSlots(30 * halfHour - 60);
        if (kind < 6) {
            ClosureCommand.CloseVenues close = close(random, halfHour);
            return switch (random.nextInt(4)) {
                case 0 -> new ClosureCommand.PreviewClosure(close, 0);
                case 1 -> new ClosureCommand.FindAtVenues(close.venues(), 0);
                default -> close;
            };
        }
        if (kind < 8) {
            int closureNo = -random.nextInt(4);
            return step % 5 == 0
                    ? new ClosureCommand.PreviewLift(closureNo)
                    : new ClosureCommand.LiftClosure(closureNo);
        }
        if (kind < 10) {
            long key = SlotKey.of(1 + random.nextInt(VENUES), 30 * (halfHour + random.nextInt(6)));
            Command.ChangeCapacity change = new Command.ChangeCapacity(
                    key, 1 + random.nextInt(random.nextInt(3) == 0 ? 25 : 3), "reason " + random.nextInt(3));
            return random.nextInt(4) == 0 ? new Command.PreviewCapacity(change) : change;
        }
        if (kind < 11)
            return random.nextInt(10) == 0
                    ? new Command.EraseMember(member, random.nextInt(3) == 0)
                    : new Command.FindStanding(member, halfHour / 4);
        if (kind < 15) return atDesk(random, member, reservationId);
        if (kind < 22) return new Command.ConfirmReservation(member, reservationId);
        if (kind < 26 || kind > 95) return ofCompanions(random, member, reservationId);
        if (kind < 38) return new Command.CancelReservation(member, reservationId);
        long[] slots = random.longs(random.nextInt(10) < 7 ? 1 : 1 + random.nextInt(4), 0, VENUES * 8L)
                .distinct()
                .map(it -> SlotKey.of(1 + (int) (it / 8), 30 * (halfHour + (int) (it % 8))))
                .toArray();
        int party = 1 + random.nextInt(random.nextInt(5) == 0 ? Command.PARTY_MAX : 3);
        Claims claims = claims(random);
        if (kind < 44) return new Command.PreviewReservation(member, claims, slots, party, random.nextBoolean());
        if (kind < 50) return ofOrders(random, member, claims, halfHour);
        Command.PlaceReservation booking = new Command.PlaceReservation(
                member,
                claims,
                member.hashCode(),
                step - random.nextInt(random.nextInt(12) == 0 ? 30 : 1),
                slots,
                party,
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean());
        if (step % 40 == 0) return ofDraws(step / 40, slots[0]);
        return step % 9 == 0 ? new Command.EnterDraw(booking, new Pseudonym(member.hashCode(), step)) : booking;
    }

    /** As an edge does that has seen a draw where the books have none any more. */
    private static Command ofDraws(int kind, long slot) {
        String secret = "00".repeat(32);
        return switch (kind % 5) {
            case 0 -> new DrawCommand.FindDraw(slot);
            case 1 -> new DrawCommand.ListDraws(1, kind % 2 == 0);
            case 2 -> new DrawCommand.ListEntries(slot, 0, 10);
            case 3 -> new DrawCommand.RevealDraw(slot, secret);
            default -> new DrawCommand.GivePart(slot, DrawPart.EXTERNAL, "05", false);
        };
    }

    /** Of few keys, so that each comes to something. */
    private static Command ofOrders(SplittableRandom random, String member, Claims claims, int halfHour) {
        OrderKey key = new OrderKey("b" + random.nextInt(2), 1, random.nextInt(3) + 3L * (halfHour / 4));
        long[] slots = random.longs(1 + random.nextInt(random.nextInt(3) == 0 ? 3 : 2), 0, 5 * 4L)
                .map(it -> SlotKey.of(1 + (int) (it / 4), 30 * (halfHour + 1 + (int) (it % 4))))
                .toArray();
        if (slots.length > 1 && random.nextBoolean()) slots[1] = slots[0];
        int digest = random.nextInt(2);
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> new OrderCommand.HoldOrder(key, member, claims, slots);
            case 3, 4, 5, 6, 7 -> new OrderCommand.BookOrder(key, member, claims, slots, 0, digest, "d" + digest);
            case 8, 9 -> new OrderCommand.CancelOrderItems(key, new int[] {1 + random.nextInt(3), 1});
            case 10 -> random.nextBoolean() ? new OrderCommand.FindOrder(key) : new OrderCommand.ReleaseOrder(key);
            case 11 -> random.nextBoolean() ? new OrderCommand.EraseOrder(key) : notice(random);
            default -> notice(random);
        };
    }

    private static Command notice(SplittableRandom random) {
        @Nullable Set<Integer> stations = random.nextInt(4) == 0 ? Set.of(1) : null;
        String text = random.nextInt(3) == 0 ? "" : "door " + random.nextInt(2);
        return new OrderCommand.GiveNotice(-random.nextInt(40), stations, text, random.nextInt(5) == 0);
    }

    /** Several at a time would be refused mostly: parties are small. */
    private static Command ofCompanions(SplittableRandom random, String member, long reservationId) {
        int number = 1 + random.nextInt(random.nextInt(8) == 0 ? 4 : 2);
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 ->
                new CompanionCommand.Invite(member, reservationId, 1 + random.nextInt(random.nextInt(4) == 0 ? 3 : 1));
            case 5, 6, 7 -> new CompanionCommand.Accept(member, reservationId, number);
            case 8 -> new CompanionCommand.FindInvitation(member, reservationId, number);
            case 9, 10 -> new CompanionCommand.Withdraw(member, reservationId, number);
            case 11 -> new CompanionCommand.Leave(member, reservationId);
            case 12 -> new CompanionCommand.FindCompanionship(member, reservationId);
            case 13 -> new CompanionCommand.ListCompanionships(member);
            case 14 -> new CompanionCommand.ListInvitations(member, reservationId);
            default ->
                new GateCommand.Admit("g", 1 + random.nextInt(2), reservationId, number, random.nextInt(4) > 0, false);
        };
    }

    private static Command atDesk(SplittableRandom random, String member, long reservationId) {
        @Nullable Set<Integer> stations = random.nextInt(4) == 0 ? Set.of(1) : null;
        boolean preview = random.nextInt(5) == 0;
        return switch (random.nextInt(8)) {
            case 0 -> new Command.CancelAtDesk(reservationId, stations, "desk", preview);
            case 1, 2, 3 -> new Command.ForgiveStrike(member, 4 * reservationId, stations, "was there", preview);
            case 4, 5 -> new GateCommand.Admit("g", 1 + random.nextInt(2), reservationId, random.nextInt(4) > 0);
            default -> new Command.CheckIn(reservationId, stations, preview);
        };
    }

    static Claims claims(SplittableRandom random) {
        return new Claims(random.nextInt(3) == 0 ? "host" : random.nextInt(3) == 0 ? "other" : "", random.nextInt(4));
    }

    /** Who comes first, and how long before its start a slot can be booked. */
    private static VenueTerms withWindows(SplittableRandom random, VenueTerms venue) {
        return venue.hostedBy(random.nextBoolean() ? "host" : "")
                .with(Term.BOOKING_CUTOFF_MS, 600_000 * random.nextInt(3))
                .with(Term.VERIFIED_EARLIER_MS, random.nextBoolean() ? 0 : 60_000 * random.nextInt(200))
                .with(Term.HOST_SHARE_PERCENT, random.nextBoolean() ? 0 : random.nextInt(101))
                .with(Term.WAITLIST_MAX, random.nextInt(5))
                .with(Term.CHECK_IN_FROM_MS, 600_000 * random.nextInt(20))
                .with(
                        Term.CHECK_IN_BY_MS,
                        random.nextBoolean() ? Integer.MAX_VALUE : 60_000 * (random.nextInt(60) - 30))
                .with(Term.COMPANIONS_UNTIL_MS, random.nextBoolean() ? 0 : 600_000 * random.nextInt(6))
                .with(Term.COMPANION_CHANGES_MAX, random.nextInt(3))
                .with(Term.HOLDER_PRESENT, random.nextInt(2))
                .with(Term.OFFER_TTL_MS, 300_000 * random.nextInt(4))
                .with(Term.WAITLIST_CUTOFF_MS, 600_000 * random.nextInt(4))
                .with(Term.HOST_SHARE_UNTIL_MS, random.nextBoolean() ? 0 : 60_000 * random.nextInt(120));
    }

    /** The catalogue changes: a venue is shared otherwise, under other terms, moved, or gone. */
    private static Command change(SplittableRandom random) {
        int venue = 1 + random.nextInt(VENUES);
        if (random.nextInt(4) == 0)
            return random.nextInt(4) == 0
                    ? new VenueCommand.TellSlotsAgain(venue)
                    : new VenueCommand.WithdrawVenue(venue);
        return new VenueCommand.DefineVenue(
                venue,
                withWindows(
                        random,
                        new VenueTerms(
                                        1 + random.nextInt(2),
                                        random.nextBoolean() ? "COURT" : "TABLE",
                                        random.nextBoolean(),
                                        Terms.UNSET)
                                .with(Term.HOLD_TTL_MS, 60_000 * (1 + random.nextInt(60)))
                                .with(Term.CANCEL_CUTOFF_MS, 1_200_000 * random.nextInt(6))
                                .with(Term.AT_ONCE_MAX, 1 + random.nextInt(3))
                                .with(Term.WEEKLY_MAX, limit(random, 6))
                                .with(Term.ACTIVE_OF_KIND_MAX, limit(random, 3))
                                .with(Term.DAILY_MAX, limit(random, 3))
                                .with(Term.WEEKLY_MINUTES_MAX, limit(random, 400))
                                .with(Term.GROUP_ACTIVE_MAX, limit(random, 3))
                                .with(Term.GROUP_DAILY_MAX, limit(random, 3))
                                .with(Term.GROUP_WEEKLY_MAX, limit(random, 6))
                                .inGroup(random.nextInt(3) == 0 ? "" : "g" + random.nextInt(2))));
    }

    private static int limit(SplittableRandom random, int max) {
        return random.nextInt(2) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(max);
    }

    /** Ever later catalogues, some of them again, and some not at all. */
    private static Command note(SplittableRandom random, int step) {
        int version = 1 + Math.max(0, step / 20 - random.nextInt(5));
        return new Command.ByOperator<>("o", new Command.NoteCatalogue(version - 1, version), "why");
    }

    private static ClosureCommand.CloseVenues close(SplittableRandom random, int halfHour) {
        int[] venues = random.ints(1 + random.nextInt(3), 1, random.nextInt(9) == 0 ? VENUES + 2 : VENUES + 1)
                .distinct()
                .toArray();
        int fromMin = 30 * (halfHour + random.nextInt(6)) + 15 * random.nextInt(2);
        return new ClosureCommand.CloseVenues(
                venues,
                fromMin,
                fromMin + 15 * (1 + random.nextInt(8)),
                random.nextInt(3) > 0,
                "reason " + random.nextInt(3));
    }

    private static VenueTerms terms(int stationNo, int venue, boolean exclusive, int weeklyMax) {
        return new VenueTerms(stationNo, venue % 3 == 0 ? "COURT" : "TABLE", exclusive, Terms.UNSET)
                .with(Term.HOLD_TTL_MS, 60_000 * venue)
                .with(Term.CANCEL_CUTOFF_MS, 1_200_000 * venue)
                .with(Term.AT_ONCE_MAX, 2)
                .with(Term.WEEKLY_MAX, weeklyMax);
    }

    private static Command open(SplittableRandom random, int halfHour) {
        int venue = 1 + random.nextInt(RandomCourses.VENUE - 1);
        int size = 12;
        int[] start = new int[size];
        int[] end = new int[size];
        int[] capacity = new int[size];
        int[] release = new int[size];
        int[] neighbours = new int[size];
        boolean[] closed = new boolean[size];
        int[] localDay = new int[size];
        for (int i = 0; i < size; i++) {
            start[i] = 30 * (halfHour + i);
            end[i] = start[i] + 30 + 15 * random.nextInt(3);
            capacity[i] = venue % 2 == 0 || random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(25);
            release[i] = Math.max(0, start[i] - random.nextInt(1_500));
            neighbours[i] = release[i] + (random.nextBoolean() ? 0 : random.nextInt(600));
            closed[i] = random.nextInt(12) == 0;
            // Days of two hours: so a run sees weeks go by.
            localDay[i] = start[i] / 120;
        }
        @Nullable ActivityTerms[] activities = new @Nullable ActivityTerms[size];
        for (int i = 0; i < size; i++) {
            if (random.nextInt(12) == 0) activities[i] = team(random, start[i]);
            if (i > 0 && random.nextInt(24) == 0) {
                long[] course = {SlotKey.of(venue, start[i - 1]), SlotKey.of(venue, start[i])};
                activities[i - 1] = course(random, start[i - 1], course);
                activities[i] = new ActivityTerms(1, Command.PARTY_MAX, 0, 0, course);
            }
        }
        return new VenueCommand.OpenSlots(
                venue, start, end, capacity, release, neighbours, closed, localDay, activities);
    }

    private static ActivityTerms team(SplittableRandom random, int startMin) {
        int partyMin = 1 + random.nextInt(3);
        return new ActivityTerms(
                partyMin, partyMin + random.nextInt(3), random.nextInt(4), decidesMin(random, startMin));
    }

    static ActivityTerms course(SplittableRandom random, int startMin, long[] course) {
        return new ActivityTerms(1, Command.PARTY_MAX, random.nextInt(3), decidesMin(random, startMin), course);
    }

    private static int decidesMin(SplittableRandom random, int startMin) {
        return random.nextBoolean() ? 0 : Math.max(1, startMin - random.nextInt(90));
    }
}
