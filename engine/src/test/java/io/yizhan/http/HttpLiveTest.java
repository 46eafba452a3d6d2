package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Horizon;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.Command;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Outcome;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.occupancy.OccupancyHistory;
import io.yizhan.sequencer.Caller;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.HttpTown;
import io.yizhan.town.StationBuilder;
import io.yizhan.town.VenueBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Live streams, read as bytes come. */
@Tag("slow")
@HearsErrors
class HttpLiveTest {
    @AutoClose
    private HttpEngine engine;

    private HttpClient client;

    HttpEngine engine(UnaryOperator<EdgeOptions> adjust) {
        return new HttpEngine(adjust);
    }

    /** On the way from a client to the books. */
    int nodes() {
        return 1;
    }

    static EdgeOptions few(EdgeOptions options) {
        return EdgeOptions.of(options.host(), 0, 1, options.tokens())
                .withLimits(options.limits().withStreams(2, 1));
    }

    @BeforeEach
    void start() {
        engine = engine(HttpLiveTest::few);
        client = engine.client;
    }

    private LiveReader open(String query, String headers) throws IOException {
        return new LiveReader(engine.port(), "/v1/stations/s-1/live" + query, headers).sees("\nid: ");
    }

    @Test
    void tellsAboutABookingAndOnlyAtItsStation() throws IOException {
        try (LiveReader here = open("", "");
                LiveReader there = new LiveReader(engine.port(), "/v1/stations/s-2/live", "").sees("\nid: ")) {
            client.reserve("m-1", slots("s-1-b1.20261121T1800"));
            here.sees("event: slot\ndata: {\"id\":\"s-1-b1.20261121T1800\",\"remaining\":0,\"capacity\":1,"
                    + "\"state\":\"FULL\",\"waitlist\":0,\"venue\":\"s-1-b1\"}");
            client.reserve("m-1", slots("s-2-b1.20261121T1900"));
            there.sees("s-2-b1.20261121T1900");
            assertThat(there.text()).doesNotContain("s-1-b1");
            assertThat(here.text()).contains("text/event-stream");
        }
    }

    @Test
    void goesOnWhereAReaderWasCutOff() throws IOException {
        String before;
        try (LiveReader reader = open("", "")) {
            client.reserve("m-1", slots("s-1-gym.20261121T1100"));
            reader.sees("s-1-gym.20261121T1100");
            before = reader.lastId();
        }
        client.reserve("m-1", slots("s-1-gym.20261121T1200", "s-1-gym.20261121T1300"));
        try (LiveReader again = open("", "Last-Event-ID: " + before + "\r\n")) {
            again.sees("s-1-gym.20261121T1200").sees("s-1-gym.20261121T1300");
            assertThat(again.text()).doesNotContain("s-1-gym.20261121T1100").doesNotContain("event: reset");
            // Only the last event of a flush carries the id: whoever gets one has got all.
            assertThat(again.text().indexOf("id: " + again.lastId()))
                    .isGreaterThan(again.text().indexOf("T1200"));
        }
    }

    @Test
    void asksAReaderFromAnotherTimeToLookAnew() throws IOException {
        for (String id : new String[] {"0", "999999999", "nonsense"}) {
            try (LiveReader reader = open("", "Last-Event-ID: " + id + "\r\n")) {
                reader.sees("event: reset");
            }
        }
    }

    @Test
    void tellsWhatChangesByTimeAlone() throws IOException {
        try (LiveReader reader = open("?date=2026-11-21", "")) {
            engine.nowMs.addAndGet(3_600_000);
            reader.sees("\"id\":\"s-1-b1.20261121T1100\",\"remaining\":1,\"capacity\":1,\"state\":\"PAST\"");
            assertThat(reader.text()).doesNotContain("T1000").doesNotContain("T1200");
        }
        try (LiveReader reader = open("?date=2026-11-23", "")) {
            engine.nowMs.addAndGet(25 * 3_600_000);
            reader.sees("\"id\":\"s-1-b1.20261123T0800\",\"remaining\":1,\"capacity\":1,\"state\":\"OPEN\"");
            assertThat(reader.text()).doesNotContain("s-1-b1.20261122");
        }
    }

    @Test
    void tellsAReaderThatWasCutOffWhatTimeChangedMeanwhile() throws IOException {
        String before;
        try (LiveReader reader = open("?date=2026-11-21", "")) {
            before = reader.lastId();
        }
        engine.nowMs.addAndGet(3_600_000);
        try (LiveReader again = open("?date=2026-11-21", "Last-Event-ID: " + before + "\r\n")) {
            again.sees("\"id\":\"s-1-b1.20261121T1100\",\"remaining\":1,\"capacity\":1,\"state\":\"PAST\"");
            assertThat(again.text())
                    .doesNotContain("T1000")
                    .doesNotContain("T1200")
                    .doesNotContain("reset");
            before = again.lastId();
        }
        String released = before;
        engine.nowMs.addAndGet(25 * 3_600_000);
        try (LiveReader again = open("?date=2026-11-23&after=" + released, "")) {
            again.sees("\"id\":\"s-1-b1.20261123T0800\",\"remaining\":1,\"capacity\":1,\"state\":\"OPEN\"");
            assertThat(again.text()).doesNotContain("reset");
        }
    }

    @Test
    void tellsWhoGoesOnFromAVersionWhatTimeChangedSince() throws IOException {
        String version = client.get("/v1/stations/s-1/slots?date=2026-11-21").body();
        version = version.substring(version.indexOf("\"version\":") + 10).replaceAll("\\D.*", "");
        engine.nowMs.addAndGet(3_600_000);
        try (LiveReader reader = open("?date=2026-11-21&after=" + version, "")) {
            reader.sees("\"id\":\"s-1-b1.20261121T1100\",\"remaining\":1,\"capacity\":1,\"state\":\"PAST\"");
        }
    }

    @Test
    void tellsThatACountIsStaleAsSoonAsItIs() throws IOException {
        try (LiveReader reader = open("", "")) {
            enter(1);
            reader.sees("\"inside\":1,").sees("\"confidence\":\"live\"");
            String before = reader.lastId();
            engine.nowMs.addAndGet(10 * 60_000 + 1);
            reader.sees("\"confidence\":\"stale\"");
            assertThat(reader.lastId()).isNotEqualTo(before);
            enter(2);
            reader.sees("\"inside\":2,");
        }
        String before;
        try (LiveReader reader = open("", "")) {
            before = reader.lastId();
        }
        engine.nowMs.addAndGet(10 * 60_000 + 1);
        try (LiveReader again = open("", "Last-Event-ID: " + before + "\r\n")) {
            again.sees("\"inside\":2,").sees("\"confidence\":\"stale\"");
        }
    }

    private void enter(int number) {
        Command entry = new GateCommand.RecordGateEvents(
                "s-1-g1",
                "b",
                engine.directory.stationNo("s-1"),
                new long[] {number},
                new long[] {engine.nowMs.get()},
                new boolean[] {true},
                new String[] {""});
        assertThat(new Caller(engine).call(entry)).isInstanceOf(Outcome.GateReceipt.class);
    }

    @Test
    void tellsHowFullItIsAndUsuallyIs() throws IOException {
        int stationNo = engine.directory.stationNo("s-1");
        engine.usual.put(HttpEngine.START_MS, Map.of(stationNo, new OccupancyHistory.Usual(17, 3)));
        String gate = "Bearer " + client.token("{\"roles\":[\"gate\"],\"subject\":\"s-1-g1\"}");
        try (LiveReader reader = open("", "")) {
            client.sendJson(
                    gate,
                    "POST",
                    "/v1/gates/s-1-g1/events",
                    "{\"boot\":\"b\",\"events\":[{\"seq\":1,\"at\":\"2026-11-21T10:00:00+08:00\",\"direction\":\"IN\"}]}");
            reader.sees("event: occupancy\ndata: {\"inside\":1,\"limit\":40,\"walkIn\":39,");
            reader.sees("\"confidence\":\"live\",\"usual\":17}");
        }
    }

    @Test
    void saysThatItIsStillThereWhereNothingChanges() throws IOException {
        try (LiveReader reader = open("", "")) {
            await().until(() -> reader.text().split("\r?\n: keep-alive\r?\n\r?\n", -1).length > 2);
            assertThat(reader.text()).doesNotContain("data:");
        }
    }

    /** What a reader could not take is not kept for it: however much changed, it gets what its buffers held, and then the latest. */
    @Test
    void keepsOnlyTheLatestForAReaderThatDoesNotRead() throws Exception {
        // Keep-alives so rare that it is not given up meanwhile.
        engine.close();
        engine = engine(options -> options);
        client = engine.client;
        try (Socket slow = new Socket();
                Socket quick = new Socket()) {
            slow.setReceiveBufferSize(4_096);
            slow.setSoTimeout(20_000);
            ask(slow);
            ask(quick);
            AtomicLong quickBytes = new AtomicLong();
            Thread.ofPlatform().daemon().start(() -> count(quick, quickBytes));
            changeUntil(() -> quickBytes.get() > 8_000_000L * nodes());

            client.reserve("m-last", slots("s-1-b1.20261121T1800"));
            byte[] some = new byte[65_536];
            String tail = "";
            long slowBytes = 0;
            while (!tail.contains("\"s-1-b1.20261121T1800\",\"remaining\":0")) {
                int n = slow.getInputStream().read(some);
                assertThat(n).isPositive();
                slowBytes += n;
                String end = tail + new String(some, 0, n, StandardCharsets.UTF_8);
                tail = end.substring(Math.max(0, end.length() - 4_096));
            }
            // The system's buffers hold some megabytes for each connection on the way, ours 64 KiB.
            assertThat(slowBytes).isLessThan(6_000_000L * nodes());
        }
    }

    /** Or it would have its place among the streams for good. */
    @Test
    void closesAStreamThatNobodyReads() throws Exception {
        try (Socket idle = new Socket();
                Socket quick = new Socket()) {
            idle.setReceiveBufferSize(4_096);
            ask(idle);
            ask(quick);
            Thread.ofPlatform().daemon().start(() -> count(quick, new AtomicLong()));
            changeUntil(() -> engine.stalled() > 0);

            Gauge streams = engine.meters.get("yizhan.http.live.streams").gauge();
            await().until(() -> streams.value() == 1);
            assertThat(ends(idle)).isTrue();
            assertThat(engine.stalled()).isBetween(1.0, (double) nodes());
        }
    }

    /** After what was on its way. */
    private static boolean ends(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        byte[] some = new byte[65_536];
        try {
            for (int n = 0; n >= 0; n = socket.getInputStream().read(some)) {}
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private void ask(Socket socket) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), engine.port()));
        String request = "GET /v1/stations/s-1/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private static void count(Socket socket, AtomicLong bytes) {
        byte[] some = new byte[65_536];
        try {
            for (int n = 0; n >= 0; n = socket.getInputStream().read(some)) bytes.addAndGet(n);
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    /** Books eight slots and cancels them again, as fast as the writer takes it. */
    private void changeUntil(BooleanSupplier enough) {
        SlotIds ids = new SlotIds(engine.directory);
        long[] eight = IntStream.range(12, 20)
                .mapToLong(hour -> ids.parse("s-1-gym.20261121T" + hour + "00"))
                .toArray();
        Caller caller = new Caller(engine);
        long deadlineNs = System.nanoTime() + 60_000_000_000L;
        for (int i = 1; !enough.getAsBoolean(); i++) {
            assertThat(System.nanoTime())
                    .as("changes reach a reader that reads")
                    .isLessThan(deadlineNs);
            String member = "m-" + i % 2_000;
            var placed = caller.call(new Command.PlaceReservation(member, 0, i, eight.clone(), 1, false));
            assertThat(placed).isInstanceOf(Outcome.Placed.class);
            long id = ((Outcome.Placed) placed).reservation().id();
            assertThat(caller.call(new Command.CancelReservation(member, id))).isInstanceOf(Outcome.Stands.class);
        }
    }

    /** What it has missed would lie in memory until it is read. */
    @Test
    void asksAReaderThatHasMissedMuchToLookAnew() throws IOException {
        String before;
        try (LiveReader reader = open("", "")) {
            before = reader.lastId();
        }
        addVenues(60);
        try (LiveReader again = open("", "Last-Event-ID: " + before + "\r\n").sees("event: reset")) {
            assertThat(again.text()).doesNotContain("event: slot");
            client.reserve("m-1", slots("s-1-b1.20261121T1800"));
            again.sees("s-1-b1.20261121T1800");
        }
    }

    /** Of the station that is read. */
    private void addVenues(int count) {
        City town = engine.directory.city();
        List<Station> stations = new ArrayList<>(town.stations());
        List<Venue> venues = new ArrayList<>(stations.getFirst().venues());
        for (int i = 0; i < count; i++)
            venues.add(VenueBuilder.like(venues.getFirst()).id("more-" + i).build());
        stations.set(0, StationBuilder.like(stations.getFirst()).venues(venues).build());
        Directory more =
                CityBuilder.numbered(CityBuilder.like(town).stations(stations).build(), town);
        Caller caller = new Caller(engine);
        Horizon horizon = new Horizon(more);
        for (int i = 0; i < count; i++) {
            int venueNo = more.venueNo("more-" + i);
            caller.call(new VenueCommand.DefineVenue(venueNo, new VenueTerms(more.stationNo("s-1"), true, 60_000, 0)));
            caller.call(horizon.slots(venueNo, HttpTown.TODAY));
        }
        engine.directory = more;
    }

    /** However long it was one: as if it had just been opened. */
    @Test
    void leavesTheConnectionOfAStreamThatHasEnded() throws IOException {
        try (HttpEngine brief = engine(options -> EdgeOptions.of(options.host(), 0, 1, options.tokens())
                        .withLimits(options.limits().withTimeouts(2, 10).withStreams(2, 1)));
                Wire wire = new Wire(brief.port())) {
            wire.send("GET /v1/stations/s-1/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .until("id: ");
            long sinceNs = System.nanoTime();
            await().until(() -> System.nanoTime() - sinceNs > 3_000_000_000L);
            brief.whereabouts.set(Whereabouts.Nowhere.NOWHERE);
            wire.until("\r\n0\r\n\r\n");
            long endedNs = System.nanoTime();
            await().until(() -> System.nanoTime() - endedNs > 600_000_000L);
            assertThat(wire.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .next())
                    .contains(" 200 ");
        }
    }

    @Test
    void takesNoMoreReadersThanItsLimit() throws IOException {
        try (LiveReader one = open("", "");
                LiveReader two = open("", "")) {
            var third = client.get("/v1/stations/s-1/live");
            assertThat(third.status()).isEqualTo(503);
            assertThat(third.code()).isEqualTo("live-streams-exceeded");
            assertThat(third.header("retry-after")).isNotEmpty();
            assertThat(one.text() + two.text()).doesNotContain("live-streams-exceeded");
        }
        await().until(() -> engine.meters.scrape().contains("yizhan_http_live_streams 0.0"));
        open("", "").close();
    }
}
