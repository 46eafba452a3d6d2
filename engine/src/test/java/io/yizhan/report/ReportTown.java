package io.yizhan.report;

import io.vertx.core.Vertx;
import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.District;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.Venue;
import io.yizhan.catalogue.WeeklyHours.Span;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.core.Event;
import io.yizhan.core.Event.ClosureBegan;
import io.yizhan.core.Event.ReservationPlaced;
import io.yizhan.core.Event.SlotsOpened;
import io.yizhan.core.Event.VenueClosed;
import io.yizhan.core.Event.VenueDefined;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueTerms;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.region.RegionStore;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.StationBuilder;
import io.yizhan.town.TestPolicies;
import io.yizhan.town.VenueBuilder;
import io.yizhan.writebehind.PostgresRowSink;
import io.yizhan.writebehind.RowBatch;
import io.yizhan.writebehind.RowSink;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A town's rows, made of events, and asked for reports. {@code s1} in Huangpu has {@code court} for one party, {@code gym} of two places and
 * {@code hall} of thirty; its host is Acme. {@code s2} in Pudong has {@code pool} of three, and no host. Times are local ones, without an
 * offset.
 */
final class ReportTown implements AutoCloseable {
    private static final String ID = "town";
    static final String HOST = "Acme";
    static final String HUANGPU = "310101";
    static final String PUDONG = "310115";

    final Directory directory;
    private final Vertx vertx = Vertx.vertx();
    private final ZoneId zone;
    final PostgresUri uri;
    private final RowSink sink;
    private long seq;
    private long nowMs = 60_000;

    ReportTown(ZoneId zone, Activity... activities) throws Exception {
        this.zone = zone;
        uri = new PostgresUri(TestPostgres.freshDatabase());
        Schema.migrate(uri);
        directory = store(city(zone, activities, "s1"));
        sink = new PostgresRowSink(
                vertx, uri, ID, new RegionStore(uri, ID).takeOver(zone).epoch());
        sink.connect();
        for (String venue : List.of("court", "gym", "hall")) define(venue, "s1", HOST);
        define("pool", "s2", "");
    }

    private static City city(ZoneId zone, Activity[] activities, String stationOfCourt) {
        Venue court = venue("court", "BADMINTON", Venue.Allocation.EXCLUSIVE, 1);
        Venue gym = venue("gym", "GYM", Venue.Allocation.POOLED, 2);
        Venue hall = venue("hall", "CLASSROOM", Venue.Allocation.POOLED, 30);
        Venue pool = venue("pool", "GYM", Venue.Allocation.POOLED, 3);
        boolean moved = stationOfCourt.equals("s2");
        return CityBuilder.city(ID)
                .zone(zone)
                .policies(List.of(TestPolicies.policy("p", 120, 60, 1, LocalTime.NOON)))
                .districts(List.of(
                        new District(HUANGPU, new Text("黄浦区", "Huangpu")),
                        new District(PUDONG, new Text("浦东新区", "Pudong"))))
                .stations(List.of(
                        station("s1", HUANGPU, moved ? List.of(gym, hall) : List.of(court, gym, hall), activities),
                        station("s2", PUDONG, moved ? List.of(court, pool) : List.of(pool))))
                .build();
    }

    private static Venue venue(String id, String kind, Venue.Allocation allocation, int capacity) {
        return VenueBuilder.venue(id).kind(kind).shared(allocation, capacity).build();
    }

    private static Station station(String id, String district, List<Venue> venues, Activity... activities) {
        return StationBuilder.station(id)
                .district(district)
                .venues(venues)
                .activities(List.of(activities))
                .build();
    }

    /** In the hall, on one date. */
    static Activity activity(String id, Activity.Kind kind, String date, int fromMin, int toMin) {
        LocalDate day = LocalDate.parse(date);
        return new Activity(
                id,
                new Text(id, id),
                kind,
                "hall",
                30,
                List.of(new Activity.Session(0, day, day, new Span(fromMin, toMin))));
    }

    private Directory store(City city) throws Exception {
        byte[] document = {(byte) city.stations().getFirst().venues().size()};
        CatalogueStore.Stored stored = new CatalogueStore(uri).store(city, document, (done, total) -> {});
        return new Directory(city, stored.stationNos(), stored.venueNos());
    }

    void define(String venue, String station, String host) throws Exception {
        VenueTerms terms = new VenueTerms(directory.stationNo(station), venue.equals("court"), 600_000, 0);
        tell(new VenueDefined(nowMs, directory.venueNo(venue), terms.hostedBy(host)));
    }

    /** The court is at the other station from now on. */
    void moveCourt() throws Exception {
        store(city(zone, new Activity[0], "s2"));
        define("court", "s2", "");
    }

    /** It happened all at once. */
    void tell(Event... events) throws Exception {
        RowBatch batch = new RowBatch(seq);
        batch.add(List.of(events));
        sink.write(batch);
        seq = batch.lastSeq();
    }

    /** What happens from here on happens then. */
    ReportTown at(String local) {
        nowMs = 60_000L * minute(local);
        return this;
    }

    long nowMs() {
        return nowMs;
    }

    int minute(String local) {
        return Math.toIntExact(LocalDateTime.parse(local).atZone(zone).toEpochSecond() / 60);
    }

    long slot(String venue, String start) {
        return SlotKey.of(directory.venueNo(venue), minute(start));
    }

    void open(String venue, String start, int minutes) throws Exception {
        open(venue, minute(start), minutes, false);
    }

    void open(String venue, int startMin, int minutes, boolean closed) throws Exception {
        boolean exclusive = venue.equals("court");
        int capacity = switch (venue) {
            case "court" -> 1;
            case "gym" -> 2;
            case "hall" -> 30;
            default -> 3;
        };
        tell(new SlotsOpened(
                nowMs,
                directory.venueNo(venue),
                exclusive,
                new int[] {startMin},
                new int[] {startMin + minutes},
                new int[] {capacity},
                new int[1],
                new boolean[] {closed},
                new int[1]));
    }

    /** How somebody books, where it is not one place, by themselves, for one time, with nobody who looks whether they come. */
    record Way(int party, String station, boolean awaited, boolean byHost, boolean weekly) {
        static final Way PLAIN = new Way(1, "s1", false, false, false);

        Way party(int people) {
            return new Way(people, station, awaited, byHost, weekly);
        }

        Way at(String other) {
            return new Way(party, other, awaited, byHost, weekly);
        }

        Way awaitedThere() {
            return new Way(party, station, true, byHost, weekly);
        }

        Way ofTheHost() {
            return new Way(party, station, awaited, true, weekly);
        }

        Way everyWeek() {
            return new Way(party, station, awaited, byHost, true);
        }
    }

    void book(long id, String member, Way way, long... slots) throws Exception {
        place(id, member, way, ReservationState.CONFIRMED, way.awaited ? 1 : 0, slots);
    }

    /** @param untilMs as {@link ReservationPlaced} has it */
    void place(long id, String member, Way way, ReservationState state, long untilMs, long... slots) throws Exception {
        short exclusive = 0;
        for (int i = 0; i < slots.length; i++)
            if (SlotKey.venueNo(slots[i]) == directory.venueNo("court")) exclusive |= (short) (1 << i);
        tell(new ReservationPlaced(
                nowMs,
                id,
                member,
                id,
                id,
                slots,
                way.party,
                state,
                untilMs,
                exclusive,
                directory.stationNo(way.station),
                0,
                way.byHost,
                way.weekly));
    }

    void close(int no, String venue, String from, String to, boolean cancels) throws Exception {
        tell(
                new ClosureBegan(nowMs, no, minute(from), minute(to), cancels, "修"),
                new VenueClosed(nowMs, no, directory.venueNo(venue)));
    }

    Reports.Answer ask(Report report, Grouping by, String from, String to, @Nullable Set<Integer> within)
            throws IOException {
        return new PostgresReports(uri)
                .find(
                        ID,
                        new ReportQuestion(report, by, LocalDate.parse(from), LocalDate.parse(to), within, directory));
    }

    List<ReportRow> rows(Report report, Grouping by, String from, String to) throws IOException {
        return List.copyOf(ask(report, by, from, to, null).rows());
    }

    @Override
    public void close() {
        sink.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
