package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.HearsErrors;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.http.client.ClientLimits;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.sequencer.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many live streams of members there may be, and what becomes of those that nobody reads. */
@Tag("slow")
@HearsErrors
class HttpMeLiveLimitsTest {
    private static final String PATH = "/v1/me/live";

    private HttpEngine engine;
    private HttpClient client;

    @BeforeEach
    void start() {
        engine = new HttpEngine(options ->
                options.withLimits(options.limits().withStreams(10, 1)).withClients(ClientLimits.of(1_000)));
        client = engine.client;
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private LiveReader open(String subject) throws IOException {
        return new LiveReader(engine.port(), PATH, "Authorization: " + client.bearer(subject) + "\r\n").sees("\nid: ");
    }

    private boolean areOpen(int streams) {
        return engine.meters.get("yizhan.http.live.member.streams").gauge().value() == streams
                && engine.meters.get("yizhan.http.live.streams").gauge().value() == streams;
    }

    /** They may be on several event loops. */
    @Test
    void theOldestOfAMemberGoesWhereThereAreTooMany() throws IOException {
        List<LiveReader> readers = new ArrayList<>();
        try (LiveReader another = open("m-2")) {
            for (int i = 0; i < 10; i++) readers.add(open("m-1"));
            for (int i = 0; i < 2; i++) {
                LiveReader oldest = readers.get(i);
                await().until(oldest::isEnded);
                // Or it would come again at once, and drive out the next.
                assertThat(oldest.text()).contains("event: replaced\nretry: 60000\ndata: {}\n\n");
            }
            await().until(() -> areOpen(9));
            assertThat(client.reserve("m-1", slots("s-1-gym.20261121T1300")).status())
                    .isEqualTo(201);
            for (LiveReader reader : readers.subList(2, 10)) reader.sees("event: reservation");
            assertThat(another.text()).doesNotContain("event:");
            readers.get(9).close();
            await().until(() -> areOpen(8));
            readers.add(open("m-1"));
            await().until(() -> areOpen(9));
            assertThat(readers.get(2).isEnded()).isFalse();
        } finally {
            for (LiveReader reader : readers) reader.close();
        }
        await().until(() -> areOpen(0));
    }

    /** Of an event loop, for all together; a member's count beside those of stations. */
    @Test
    void thereAreNoMoreThanAnEventLoopTakes() throws IOException {
        List<LiveReader> readers = new ArrayList<>();
        try {
            int refused = 0;
            for (int i = 0; i < 24; i++) {
                String headers = "Authorization: " + client.bearer("m-" + i) + "\r\n";
                String path = i % 2 == 0 ? PATH : "/v1/stations/s-1/live";
                LiveReader reader = new LiveReader(engine.port(), path, headers);
                readers.add(reader);
                await().until(() ->
                        reader.text().contains("\nid: ") || reader.text().contains("live-streams-exceeded"));
                if (reader.text().startsWith("HTTP/1.1 503")) refused++;
            }
            // Ten on each of the two; however the connections are spread, one of them takes ten.
            assertThat(24 - refused).isBetween(10, 20);
        } finally {
            for (LiveReader reader : readers) reader.close();
        }
        await().until(() -> areOpen(0));
    }

    @Test
    void closesAStreamThatNobodyReads() throws Exception {
        try (Socket idle = new Socket();
                LiveReader quick = open("m-1")) {
            idle.setReceiveBufferSize(4_096);
            idle.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), engine.port()));
            String request = "GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + client.bearer("m-1")
                    + "\r\n\r\n";
            idle.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            await().until(() -> areOpen(2));
            SlotIds ids = new SlotIds(engine.directory);
            long[] eight = IntStream.range(12, 20)
                    .mapToLong(hour -> ids.parse("s-1-gym.20261121T" + hour + "00"))
                    .toArray();
            Caller caller = new Caller(engine);
            for (int i = 1; i < 500 && engine.stalled() == 0; i++) {
                var placed = caller.call(new Command.PlaceReservation("m-1", 0, i, eight.clone(), 1, false));
                assertThat(placed).isInstanceOf(Outcome.Placed.class);
                long id = ((Outcome.Placed) placed).reservation().id();
                quick.sees("\"id\":\"" + ReservationIds.format(id) + "\"");
                caller.call(new Command.CancelReservation("m-1", id));
            }
            await().until(() -> engine.stalled() > 0);
            await().until(() -> areOpen(1));
            assertThat(quick.isEnded()).isFalse();
        }
    }
}
