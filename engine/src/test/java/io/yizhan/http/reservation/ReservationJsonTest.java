package io.yizhan.http.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.catalogue.Directory;
import io.yizhan.core.Arrival;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.feed.Feed;
import io.yizhan.http.HttpEngine;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.TimeTexts;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.town.HttpTown;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReservationJsonTest {
    private static final Directory TOWN = HttpTown.directory();
    private static final int SIX =
            (int) (HttpTown.TODAY.atTime(18, 0).atZone(HttpTown.ZONE).toEpochSecond() / 60);

    private static JsonObject json(ReservationState state) {
        long[] slots = {SlotKey.of(TOWN.venueNo("s-1-b1"), SIX)};
        Reservation reservation = new Reservation(
                77,
                "m-1",
                state,
                slots,
                1,
                0,
                0,
                HttpEngine.START_MS,
                (SIX + 60) * 60_000L,
                TOWN.stationNo("s-1"),
                SIX - 60,
                Arrival.NONE,
                null);
        JsonOut json = new JsonOut(new TimeTexts(HttpTown.ZONE), 512);
        return new JsonObject(ReservationJson.write(json, reservation, new DirectoryIndex(TOWN), new Feed())
                .done());
    }

    @Test
    void tellsUntilWhenItCanBeCancelledWhileItCan() {
        Set<ReservationState> told = EnumSet.noneOf(ReservationState.class);
        for (ReservationState state : ReservationState.values())
            if (json(state).containsKey("cancelUntil")) told.add(state);
        assertThat(told)
                .containsExactlyInAnyOrder(
                        ReservationState.HELD,
                        ReservationState.WAITLISTED,
                        ReservationState.OFFERED,
                        ReservationState.CONFIRMED);
    }
}
