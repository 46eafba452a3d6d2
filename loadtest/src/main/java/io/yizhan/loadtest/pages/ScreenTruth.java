package io.yizhan.loadtest.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.yizhan.loadtest.Api;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * The numbers of a station's screen, as the API has them or as the page shows them.
 *
 * @param inside how many people, or – where that is unknown
 * @param courts a row for each kind: what is free of all now, and from when what is free of all next; 0 for none
 * @param booked places of the day
 */
record ScreenTruth(String inside, List<String> courts, String booked) {
    private static final long AGREE_MAX_MS = 60_000;
    private static final long AGAIN_MS = 300;
    /** The screen shows so many kinds at a time. */
    private static final int ROWS = 8;

    /** Numbers alone, so that it does not matter which language has its turn. */
    private static final String SHOWN = """
            () => [
              document.querySelector('.count b')?.textContent ?? '',
              document.querySelector('.share li b')?.textContent ?? '',
              ...[...document.querySelectorAll('.courts tbody tr')].map((row) =>
                [...row.children].slice(1).map((cell) => (cell.textContent.match(/[\\d:]+/g) ?? ['0']).join(' ')).join(' | ')),
            ]
            """;

    /** Waits until the page shows what the API says, for the two are asked one after the other while people book. @return what differs, if it does */
    static Optional<String> difference(Page page, Api api, String station) {
        long deadline = System.nanoTime() + AGREE_MAX_MS * 1_000_000;
        while (true) {
            ScreenTruth told = told(api, station);
            ScreenTruth shown = shown(page);
            if (shown.agreesWith(told)) return Optional.empty();
            if (System.nanoTime() > deadline)
                return Optional.of("the screen shows " + shown + ", the API says " + told);
            page.waitForTimeout(AGAIN_MS);
        }
    }

    private static ScreenTruth told(Api api, String station) {
        JsonNode day = api.get("/v1/stations/" + station + "/slots");
        return of(day, api.get("/v1/stations/" + station + "/occupancy"), Instant.now());
    }

    private static ScreenTruth shown(Page page) {
        List<String> texts = ((List<?>) Objects.requireNonNull(page.evaluate(SHOWN)))
                .stream().map(String::valueOf).toList();
        return new ScreenTruth(texts.get(0), texts.subList(2, texts.size()), texts.get(1));
    }

    static ScreenTruth of(JsonNode day, JsonNode occupancy, Instant now) {
        Map<String, List<JsonNode>> kinds = new LinkedHashMap<>();
        int booked = 0;
        for (JsonNode venue : day.path("venues")) {
            List<JsonNode> slots = kinds.computeIfAbsent(venue.path("kind").asText(), it -> new ArrayList<>());
            for (JsonNode slot : venue.path("slots")) {
                slots.add(slot);
                if (!slot.has("reason")) booked += capacity(slot) - remaining(slot);
            }
        }
        boolean known = !occupancy.path("confidence").asText().equals("unknown");
        return new ScreenTruth(
                known ? occupancy.path("inside").asText() : "–",
                kinds.values().stream().map(slots -> row(slots, now)).toList(),
                "" + booked);
    }

    private static String row(List<JsonNode> slots, Instant now) {
        List<JsonNode> current = slots.stream()
                .filter(it -> !start(it).isAfter(now) && end(it).isAfter(now))
                .toList();
        int free =
                sum(current, it -> it.has("reason") || it.path("state").asText().equals("CLOSED") ? 0 : remaining(it));
        String next = slots.stream()
                .filter(it -> start(it).isAfter(now)
                        && isOpen(it)
                        && remaining(it) > 0
                        && !it.path("ofCourse").asBoolean())
                .min(Comparator.comparing(ScreenTruth::start))
                .map(it -> it.path("start").asText())
                .orElse("");
        List<JsonNode> then = slots.stream()
                .filter(it -> it.path("start").asText().equals(next))
                .toList();
        return (free == 0 ? "0" : free + " " + sum(current, ScreenTruth::capacity)) + " | "
                + (next.isEmpty()
                        ? "0"
                        : next.substring(11, 16) + " " + sum(then, it -> isOpen(it) ? remaining(it) : 0) + " "
                                + sum(then, ScreenTruth::capacity));
    }

    /** Whether it shows what the API has told, of the kinds those that have their turn. */
    boolean agreesWith(ScreenTruth told) {
        if (!inside.equals(told.inside) || !booked.equals(told.booked)) return false;
        for (int from = 0; from == 0 || from < told.courts.size(); from += ROWS) {
            if (courts.equals(told.courts.subList(from, Math.min(from + ROWS, told.courts.size())))) return true;
        }
        return false;
    }

    private static int sum(List<JsonNode> slots, ToIntFunction<JsonNode> of) {
        return slots.stream().mapToInt(of).sum();
    }

    private static boolean isOpen(JsonNode slot) {
        return slot.path("state").asText().equals("OPEN");
    }

    private static int capacity(JsonNode slot) {
        return slot.path("capacity").asInt();
    }

    private static int remaining(JsonNode slot) {
        return slot.path("remaining").asInt();
    }

    private static Instant start(JsonNode slot) {
        return OffsetDateTime.parse(slot.path("start").asText()).toInstant();
    }

    private static Instant end(JsonNode slot) {
        return OffsetDateTime.parse(slot.path("end").asText()).toInstant();
    }
}
