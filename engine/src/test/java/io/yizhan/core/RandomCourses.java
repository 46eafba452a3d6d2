package io.yizhan.core;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Courses, who enters them, and what closes their dates, by dice. They have a venue for themselves, and each has minutes for itself, so that no
 * date is left out because of another.
 */
final class RandomCourses {
    static final int VENUE = RandomCommands.VENUES;

    private static final int DATE_MIN = 2;
    private static final int TURN_MIN = 30;

    private final SplittableRandom random;
    private final List<long[]> opened = new ArrayList<>();

    RandomCourses(SplittableRandom random) {
        this.random = random;
    }

    Command next(int step, int nowMin) {
        int kind = random.nextInt(8);
        if (opened.isEmpty() || kind < 2) return open(nowMin);
        long[] dates = opened.get(opened.size() - 1 - random.nextInt(Math.min(4, opened.size())));
        return kind < 3 ? close(dates) : enter(step, dates.clone());
    }

    private Command open(int nowMin) {
        int size = 2 + random.nextInt(2);
        int pauseMin = TURN_MIN * (1 + random.nextInt(3));
        int ownMin = DATE_MIN * opened.size() % TURN_MIN;
        int firstMin = TURN_MIN * (nowMin / TURN_MIN + 1 + random.nextInt(3)) + ownMin;
        int[] start = new int[size];
        int[] end = new int[size];
        int[] capacity = new int[size];
        long[] keys = new long[size];
        int[] localDay = new int[size];
        for (int i = 0; i < size; i++) {
            start[i] = firstMin + pauseMin * i;
            end[i] = start[i] + DATE_MIN;
            capacity[i] = 1 + random.nextInt(4);
            keys[i] = SlotKey.of(VENUE, start[i]);
            localDay[i] = start[i] / 120;
        }
        @Nullable ActivityTerms[] activities = new @Nullable ActivityTerms[size];
        for (int i = 1; i < size; i++) activities[i] = new ActivityTerms(1, Command.PARTY_MAX, 0, 0, keys);
        activities[0] = RandomCommands.course(random, start[0], keys);
        opened.add(keys);
        int[] release = new int[size];
        return new VenueCommand.OpenSlots(
                VENUE, start, end, capacity, release, release, new boolean[size], localDay, activities);
    }

    private Command close(long[] dates) {
        int fromMin = SlotKey.startMin(dates[random.nextInt(dates.length)]);
        int toMin = fromMin + (random.nextInt(4) == 0 ? 60 : DATE_MIN);
        ClosureCommand.CloseVenues close =
                new ClosureCommand.CloseVenues(new int[] {VENUE}, fromMin, toMin, random.nextInt(4) > 0, "no date");
        return random.nextInt(3) == 0 ? new ClosureCommand.PreviewClosure(close, 0) : close;
    }

    /** The dates in any order. */
    private Command enter(int step, long[] dates) {
        int other = random.nextInt(dates.length);
        long first = dates[0];
        dates[0] = dates[other];
        dates[other] = first;
        String member = "m-" + random.nextInt(12);
        return new Command.PlaceReservation(
                member,
                RandomCommands.claims(random),
                member.hashCode(),
                step,
                dates,
                1,
                random.nextInt(3) == 0,
                false,
                false);
    }
}
