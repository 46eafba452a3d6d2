package io.yizhan.bench;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.DemoCity;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Horizon;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.StrikeRules;
import io.yizhan.core.VenueCommand;
import io.yizhan.feed.Feed;
import io.yizhan.feed.FeedWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * The demo city at 17:30 of a working day, all days of its horizon open. Of what is released, half is booked, and nine tenths of what starts
 * between 18:00 and 21:00. While it is {@linkplain #begin busy}, a thread books and cancels and publishes that, as the writer does.
 */
public final class LoadedCity implements AutoCloseable {
    public static final LocalDate TODAY = LocalDate.of(2027, 1, 13);

    private static final int BOOKINGS_A_BATCH = 10;
    private static final long PAUSE_NS = 1_000_000;

    private final City city = DemoCity.shanghai();
    private final Directory directory = DemoTown.numbered(city);
    private final Horizon horizon = new Horizon(directory);
    // An ended reservation leaves the books at once.
    private final Region region = new Region(new Rules(4, Rules.NO_LIMIT, 500, 0, 0, 1, StrikeRules.NONE));
    private final Feed feed = new Feed();
    private final FeedWriter writer = new FeedWriter(feed, region, city.zone());
    private final SplittableRandom random = new SplittableRandom(1);
    private final long[] slots;
    private long nowMs = TODAY.atTime(17, 30).atZone(city.zone()).toInstant().toEpochMilli();
    private long seq;
    private int members;
    private volatile boolean ended;
    private final Thread busy = new Thread(this::work, "writer");

    public LoadedCity() {
        long[] all = new long[1 << 20];
        int count = 0;
        for (Station station : city.stations())
            for (Venue venue : station.venues()) for (long slot : open(station, venue)) all[count++] = slot;
        slots = Arrays.copyOf(all, count);
        for (long slot : slots) fill(slot);
        writer.publish(seq);
    }

    private long[] open(Station station, Venue venue) {
        int venueNo = directory.venueNo(venue.id());
        carryOut(new VenueCommand.DefineVenue(venueNo, horizon.terms(station, venue)));
        LongStream.Builder keys = LongStream.builder();
        for (LocalDate date : horizon.days(TODAY)) {
            VenueCommand.OpenSlots day = horizon.slots(venueNo, date);
            carryOut(day);
            for (int startMin : day.startMin()) keys.add(SlotKey.of(venueNo, startMin));
        }
        return keys.build().toArray();
    }

    private void fill(long slot) {
        int hour =
                Instant.ofEpochMilli(SlotKey.startMs(slot)).atZone(city.zone()).getHour();
        boolean wanted = hour >= 18 && hour < 21;
        if (random.nextInt(10) < (wanted ? 9 : 5)) book(slot, 20);
    }

    /** By somebody new; in vain where it is full or not released. */
    private Outcome book(long slot, int party) {
        int member = ++members;
        return carryOut(new Command.PlaceReservation(member(member), member, member, new long[] {slot}, party, false));
    }

    private static String member(int number) {
        return "m-" + number;
    }

    private Outcome carryOut(Command command) {
        return region.carryOut(command, nowMs, event -> seq++);
    }

    public Directory directory() {
        return directory;
    }

    public Feed feed() {
        return feed;
    }

    public long nowMs() {
        return nowMs;
    }

    public int slots() {
        return slots.length;
    }

    /**
     * From now on {@value #BOOKINGS_A_BATCH} bookings, of which each is cancelled at once where it was had, then a pause of a millisecond, and
     * so on: fewer than 10,000 a second, by as much as the bookings take and the pause takes longer.
     */
    public void begin() {
        busy.setDaemon(true);
        busy.start();
    }

    private void work() {
        while (!ended) {
            for (int i = 0; i < BOOKINGS_A_BATCH; i++) {
                Outcome outcome = book(slots[random.nextInt(slots.length)], 1);
                writer.publish(seq);
                if (outcome instanceof Outcome.Placed placed)
                    carryOut(new Command.CancelReservation(
                            member(members), placed.reservation().id()));
            }
            nowMs++;
            while (region.elapse(nowMs, 100, event -> seq++)) writer.publish(seq);
            writer.publish(seq);
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            busy.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
