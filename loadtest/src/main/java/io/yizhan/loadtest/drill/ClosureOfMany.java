package io.yizhan.loadtest.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.cluster.SmallCity;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Closes a venue that thousands have booked, beside members who book elsewhere, a gate and an open page: it is carried out in slices. */
final class ClosureOfMany {
    private static final int SLOTS = 5;
    private static final int MEMBERS = SmallCity.ARENA_PLACES;
    private static final int BOOKERS = 8;
    private static final int ANSWER_MAX_MS = 250;
    private static final int DONE_MAX_S = 30;
    private static final String REASON = "Water in the arena";

    private final DrillRun run;
    private final Client client;
    private final LocalDate date = SmallCity.dates().getFirst();

    ClosureOfMany(DrillRun run, Client client) {
        this.run = run;
        this.client = client;
    }

    void run() throws InterruptedException, IOException {
        List<String> members = client.members("arena-", MEMBERS);
        int booked = book(members);
        run.result.promise("the venue is booked out", booked + " bookings", booked == MEMBERS * SLOTS);
        String admin = client.admin();
        Timeline seen = run.result.timeline;
        double from;
        double to;
        try (Beside beside = new Beside(client)) {
            DrillRun.seconds(5);
            beside.begin();
            System.err.println("drill: closure");
            seen.faultBegins("closure of " + booked + " bookings");
            from = seen.nowS();
            JsonNode closure = close(admin);
            String id = closure.path("id").asText();
            boolean done = DrillRun.await(DONE_MAX_S, () -> isDone(admin, id));
            to = seen.nowS();
            seen.faultEnds();
            run.result.promise(
                    "all of them are cancelled", String.format(Locale.ROOT, "within %.1f s", to - from), done);
            DrillRun.seconds(2);
            beside.promise(run.result);
        }
        double slowest = seen.slowestMs(from - 1, to + 1);
        run.result.promise(
                "no other booking is answered later than after " + ANSWER_MAX_MS + " ms",
                String.format(
                        Locale.ROOT,
                        "the slowest took %.0f ms; before: %.0f ms",
                        slowest,
                        seen.slowestMs(from - 6, from - 1)),
                slowest <= ANSWER_MAX_MS);
        everybodyHearsWhy(members);
    }

    /** How many. */
    private int book(List<String> members) throws InterruptedException {
        List<String> slots = SmallCity.arena(date, SLOTS);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger booked = new AtomicInteger();
        List<Thread> bookers = new ArrayList<>();
        for (int i = 0; i < BOOKERS; i++)
            bookers.add(Thread.ofPlatform().daemon().name("booker-" + i).start(() -> {
                for (int at = next.getAndIncrement(); at < MEMBERS * SLOTS; at = next.getAndIncrement())
                    if (books(members.get(at / SLOTS), slots.get(at % SLOTS), "arena-" + at)) booked.incrementAndGet();
            }));
        for (Thread booker : bookers) booker.join();
        return booked.get();
    }

    private boolean books(String token, String slot, String key) {
        try {
            String body = "{\"slots\":[\"" + slot + "\"]}";
            return client.surely("POST", "/v1/reservations", token, key, body).status() == 201;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private JsonNode close(String admin) throws InterruptedException, IOException {
        String body = String.format(
                Locale.ROOT,
                "{\"venues\":[\"%s\"],\"from\":\"%sT00:00:00+08:00\",\"to\":\"%sT00:00:00+08:00\",\"reservations\":\"CANCEL\",\"reason\":\"%s\"}",
                SmallCity.ARENA,
                date,
                date.plusDays(1),
                REASON);
        Client.Answer answer = client.send("POST", "/v1/admin/closures", admin, "", body);
        if (answer.status() != 201) throw new Failure("the closure was answered with " + answer);
        return answer.json();
    }

    private boolean isDone(String admin, String id) {
        try {
            for (JsonNode it : client.get("/v1/admin/closures", admin).path("closures"))
                if (it.path("id").asText().equals(id))
                    return it.path("state").asText().equals("CLOSED");
            return false;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void everybodyHearsWhy(List<String> members) throws InterruptedException {
        int told = 0;
        for (String member : members)
            for (JsonNode it : client.reservations(member))
                if (it.path("state").asText().equals("CANCELLED")
                        && it.path("reason").asText().equals(REASON)) told++;
        run.result.promise("each of them is told why", told + " of " + MEMBERS * SLOTS, told == MEMBERS * SLOTS);
    }
}
