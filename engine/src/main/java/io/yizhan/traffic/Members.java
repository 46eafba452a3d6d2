package io.yizhan.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Members with their phones: one after the other looks at what they have, and books, waits, holds and confirms, or cancels. What is refused
 * they leave: nobody insists. One thread.
 */
final class Members {
    /** Of all subjects of the crowd, so that its people are told from others. */
    static final String PREFIX = "crowd-";

    /** They plan so many days ahead, the next ones most of all. */
    private static final int DAYS = 6;

    /** Whoever has so many gives one back. */
    private static final int HAVE_MAX = 3;

    private static final int CANCELS_ONE_OF = 5;
    private static final int WAITS_ONE_OF = 4;
    private static final int HOLDS_ONE_OF = 4;
    private static final int LAPSES_ONE_OF = 3;
    private static final int PARTY_MAX = 4;
    private static final Duration THINKS = Duration.ofSeconds(8);

    private final FrontDoor door;
    private final Pace pace;
    private final RandomGenerator random;
    private final String run;
    private final List<Caller> all = new ArrayList<>();
    /** Holds that will be confirmed, the next one first. */
    private final Deque<Intention> intentions = new ArrayDeque<>();

    private long lastKey;

    private record Intention(Instant at, Caller member, String reservation) {}

    /** @param run never used before: keys of requests begin with it */
    Members(FrontDoor door, Pace pace, RandomGenerator random, String run, String prefix, int count) {
        this.door = door;
        this.pace = pace;
        this.random = random;
        this.run = run;
        for (int i = 1; i <= count; i++) all.add(Caller.member(prefix + i));
    }

    /** When the next hold is to be confirmed; {@link Instant#MAX} where none is. */
    Instant nextIntention() {
        Intention next = intentions.peek();
        return next == null ? Instant.MAX : next.at;
    }

    /** Confirms that hold. */
    void confirmNext() throws InterruptedException {
        Intention next = intentions.remove();
        confirm(next.member, next.reservation);
    }

    /** One member does one thing. */
    void turn(Town town) throws InterruptedException {
        Caller member = all.get(random.nextInt(all.size()));
        JsonNode mine = door.get(member, "/v1/me/reservations?state=CONFIRMED,WAITLISTED,OFFERED")
                .expect(200)
                .json()
                .path("reservations");
        for (JsonNode each : mine) {
            if (!each.path("state").asText().equals("OFFERED")) continue;
            confirm(member, each.path("id").asText());
            return;
        }
        boolean cancels = mine.size() >= HAVE_MAX || random.nextInt(CANCELS_ONE_OF) == 0;
        if (cancels && !mine.isEmpty()) cancel(member, mine.get(random.nextInt(mine.size())));
        else book(town, member);
    }

    private void confirm(Caller member, String reservation) throws InterruptedException {
        door.post(member, "/v1/reservations/" + reservation + "/confirm", "").expect(200, 409);
    }

    private void cancel(Caller member, JsonNode reservation) throws InterruptedException {
        door.delete(member, "/v1/reservations/" + reservation.path("id").asText())
                .expect(200, 409);
    }

    private void book(Town town, Caller member) throws InterruptedException {
        Station station = town.popular(random);
        Venue venue = station.venues().get(random.nextInt(station.venues().size()));
        double soon = random.nextDouble() * random.nextDouble();
        LocalDate day = town.at(pace.now()).toLocalDate().plusDays((int) (DAYS * soon));
        JsonNode page = door.get(member, "/v1/stations/" + station.id() + "/slots?date=" + day + "&venue=" + venue.id())
                .expect(200)
                .json();
        boolean waits = random.nextInt(WAITS_ONE_OF) == 0;
        JsonNode slots = page.path("venues").path(0).path("slots");
        JsonNode slot = liked(slots, waits ? "FULL" : "OPEN");
        if (slot != null) place(member, slot, waits, venue.allocation() == Venue.Allocation.EXCLUSIVE);
    }

    /** One of those in a state, good hours before others; null where there is none. */
    private @Nullable JsonNode liked(JsonNode slots, String state) {
        List<JsonNode> tickets = new ArrayList<>();
        for (JsonNode slot : slots) {
            if (!slot.path("state").asText().equals(state)) continue;
            // A course wants all its dates, a tournament a whole team.
            if (slot.has("ofCourse") || slot.has("partyMin")) continue;
            int appeal = Rhythm.appeal(OffsetDateTime.parse(slot.path("start").asText()));
            for (int i = 0; i < appeal; i++) tickets.add(slot);
        }
        return tickets.isEmpty() ? null : tickets.get(random.nextInt(tickets.size()));
    }

    private void place(Caller member, JsonNode slot, boolean waits, boolean wholeCourt) throws InterruptedException {
        boolean holds = !waits && random.nextInt(HOLDS_ONE_OF) == 0;
        int party = 1 + random.nextInt(wholeCourt ? PARTY_MAX : 2);
        String body = "{\"slots\":[\"" + slot.path("id").asText() + "\"],\"party\":" + party + ",\"mode\":\""
                + (holds ? "hold" : "confirm") + "\",\"onFull\":\"" + (waits ? "waitlist" : "refuse") + "\"}";
        Answer answer = door.post(member, "/v1/reservations", run + "-" + ++lastKey, body)
                .expect(200, 201, 409, 422);
        if (!holds || answer.status() != 201 || random.nextInt(LAPSES_ONE_OF) == 0) return;
        intentions.add(new Intention(
                pace.now().plus(THINKS), member, answer.json().path("id").asText()));
    }
}
