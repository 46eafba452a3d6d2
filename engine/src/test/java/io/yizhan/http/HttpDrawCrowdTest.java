package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.core.Claims;
import io.yizhan.core.Command;
import io.yizhan.core.DrawCommand;
import io.yizhan.core.DrawTerms;
import io.yizhan.core.Outcome;
import io.yizhan.core.Pseudonym;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.draw.DrawKeys;
import io.yizhan.core.draw.Sha256;
import io.yizhan.sequencer.Caller;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Ten thousand enter the draw for four places: all are decided about in the order of the protocol, while others book. */
@HearsErrors
class HttpDrawCrowdTest {
    private static final int ENTRANTS = 10_000;
    private static final int PLACES = 4;

    @AutoClose
    private final HttpEngine engine = new HttpEngine();

    private final HttpClient client = engine.client;
    private final Caller caller = new Caller(engine.writerInbox());
    private final int nowMin = Math.toIntExact(engine.nowMs.get() / 60_000);
    private final int venueNo = engine.directory.venueNo("s-1-gym");
    private final int startMin = nowMin + 2 * 1_440 + 19 * 60 - nowMin % 1_440;
    private final long key = SlotKey.of(venueNo, startMin);
    private final String slot = new SlotIds(engine.directory).format(key);

    private void open() {
        DrawTerms terms = new DrawTerms(slot, 1, nowMin + 10, 0, 4, engine.draws.commitment(slot, 1), "");
        assertThat(caller.call(new VenueCommand.OpenSlots(
                                venueNo,
                                new int[] {startMin},
                                new int[] {startMin + 60},
                                new int[] {PLACES},
                                new int[] {nowMin},
                                new boolean[1],
                                VenueCommand.OpenSlots.utcDays(new int[] {startMin}))
                        .with(new @Nullable DrawTerms[] {terms})))
                .isEqualTo(Outcome.Done.DONE);
    }

    private void enter() {
        List<Command> entries = new ArrayList<>();
        for (int i = 0; i < ENTRANTS; i++) {
            String member = "crowd-" + i;
            ByteBuffer called = ByteBuffer.wrap(engine.draws.pseudonym(slot, member));
            entries.add(new Command.EnterDraw(
                    new Command.PlaceReservation(member, Claims.NONE, 7, i, new long[] {key}, 1, false, i % 2 == 0),
                    new Pseudonym(called.getLong(), called.getLong())));
        }
        assertThat(caller.callAll(entries)).isEqualTo(Outcome.Done.DONE);
    }

    private JsonObject draw() {
        return client.get("/v1/draws/" + slot).json();
    }

    @Test
    void allAreDecidedAboutInTheOrderOfTheProtocol() {
        open();
        enter();
        engine.nowMs.addAndGet(11 * 60_000L);
        await().until(() -> draw().containsKey("digest"));
        long beganNs = System.nanoTime();
        caller.call(new DrawCommand.RevealDraw(key, engine.draws.secret(slot, 1)));
        long slowestNs = 0;
        int booked = 0;
        while (!draw().getString("state").equals("DRAWN")) {
            long askedNs = System.nanoTime();
            assertThat(client.reserve("m-" + booked++, slots("s-1-b1.20261121T1800"))
                            .status())
                    .isIn(201, 409);
            slowestNs = Math.max(slowestNs, System.nanoTime() - askedNs);
        }
        System.out.printf(
                "drawn for %d in %d ms; the slowest of %d bookings beside it took %d ms%n",
                ENTRANTS,
                Duration.ofNanos(System.nanoTime() - beganNs).toMillis(),
                booked,
                Duration.ofNanos(slowestNs).toMillis());

        JsonObject proof = client.get("/v1/draws/" + slot + "/proof").json();
        JsonArray order = proof.getJsonArray("order");
        assertThat(order).hasSize(ENTRANTS);
        List<Integer> drawn = new ArrayList<>();
        for (int i = 0; i < ENTRANTS; i++) {
            JsonObject each = order.getJsonObject(i);
            assertThat(each.getInteger("rank")).isEqualTo(i + 1);
            assertThat(each.getString("result").equals("WON")).isEqualTo(i < PLACES);
            drawn.add(each.getInteger("number"));
        }
        assertThat(drawn).isEqualTo(orderOf(proof));
    }

    private static List<Integer> orderOf(JsonObject proof) {
        DrawKeys keys = new DrawKeys(HexFormat.of().parseHex(proof.getString("seed")), proof.getString("id"));
        List<byte[]> found = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (String line : proof.getString("text").lines().toList()) {
            byte[] it = new byte[Sha256.BYTES];
            keys.write(Integer.parseInt(line.substring(0, line.indexOf('\t'))), 1, it, 0);
            numbers.add(found.size());
            found.add(it);
        }
        numbers.sort(Comparator.comparing(found::get, Arrays::compareUnsigned));
        return numbers.stream().map(i -> i + 1).toList();
    }
}
