package io.yizhan.http.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.DemoCity;
import io.yizhan.core.SlotKey;
import io.yizhan.http.search.NaiveSearch.Row;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Cities, questions and bookings at random, by a seed, page by page: each page is what {@link NaiveSearch} finds behind the page before, though
 * people book and time passes between the two.
 */
@Tag("slow")
final class SlotSearchModelTest {
    private static final int SEEDS = 100;
    private static final int QUESTIONS = 12;

    @Test
    void findsWhatAPlainSearchFindsPageByPage() {
        for (int seed = 0; seed < SEEDS; seed++) {
            try {
                Random random = new Random(seed);
                RandomCity made = new RandomCity(random);
                SearchTown town = new SearchTown(made.city, made.nowMs());
                for (int i = 0; i < QUESTIONS; i++) pageThrough(town, question(random, made), random);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    private static Asked question(Random random, RandomCity made) {
        LocalDate date = random.nextInt(4) == 0 ? made.date.plusDays(random.nextInt(4) - 1) : made.date;
        Asked asked = Asked.on(date).party(1 + random.nextInt(4));
        if (random.nextBoolean()) {
            int fromMin = 30 * random.nextInt(47);
            asked.between(fromMin, fromMin + 1 + random.nextInt(24 * 60 - fromMin));
        }
        if (random.nextBoolean()) asked.near(made.place().lonDeg(), made.place().latDeg());
        if (asked.near != null && random.nextBoolean())
            asked.within(List.of(1, 1_500, 8_000_000, 15_000_000).get(random.nextInt(4)));
        if (random.nextInt(3) == 0) asked.kind(RandomCity.KINDS.get(random.nextInt(RandomCity.KINDS.size())));
        if (random.nextInt(3) == 0)
            asked.district(RandomCity.DISTRICTS.get(random.nextInt(RandomCity.DISTRICTS.size())));
        if (random.nextBoolean()) asked.free();
        return asked;
    }

    private static void pageThrough(SearchTown town, Asked asked, Random random) {
        int limit = 1 + random.nextInt(random.nextBoolean() ? 5 : 60);
        long startedMs = town.nowMs;
        List<Row> seen = new ArrayList<>();
        List<Long> keys = town.slotKeys(asked.date);
        SearchCursor after = null;
        boolean more = true;
        while (more) {
            for (int i = random.nextInt(6); i > 0 && !keys.isEmpty(); i--)
                change(town, keys.get(random.nextInt(keys.size())), random);
            List<Row> expected = NaiveSearch.all(town, asked);
            if (!seen.isEmpty()) {
                Row last = seen.getLast();
                expected.removeIf(row -> Row.ORDER.compare(row, last) <= 0);
            }
            List<Hit> page = town.page(asked.question(), after, limit);
            assertThat(page.stream().map(hit -> NaiveSearch.row(town, hit)).toList())
                    .isEqualTo(expected.subList(0, Math.min(limit + 1, expected.size())));
            more = page.size() > limit;
            for (Hit hit : page.subList(0, Math.min(limit, page.size()))) {
                seen.add(NaiveSearch.row(town, hit));
                after = town.behind(hit);
            }
        }
        town.nowMs = startedMs;
        assertThat(seen).isSortedAccordingTo(Row.ORDER);
        assertThat(seen.stream().map(Row::id)).doesNotHaveDuplicates();
    }

    private static void change(SearchTown town, long slotKey, Random random) {
        switch (random.nextInt(12)) {
            case 0 -> {
                int startMin = SlotKey.startMin(slotKey);
                town.close(SlotKey.venueNo(slotKey), startMin, startMin + 1 + random.nextInt(120));
            }
            case 1 -> town.nowMs += random.nextInt(3_600_000);
            default -> town.book(slotKey, 1 + random.nextInt(3));
        }
    }

    /** The demo city as it is, on each day of its horizon. */
    @Test
    void findsAllOfTheDemoCity() {
        LocalDate today = LocalDate.of(2026, 11, 21);
        var city = DemoCity.shanghai();
        SearchTown town = new SearchTown(
                city,
                today.atTime(LocalTime.of(17, 20))
                        .atZone(city.zone())
                        .toInstant()
                        .toEpochMilli());
        Random random = new Random(7);
        for (LocalDate date : town.index.horizon.days(today)) {
            List<Long> keys = town.slotKeys(date);
            for (int i = 0; i < 300; i++) town.book(keys.get(random.nextInt(keys.size())), 1 + random.nextInt(2));
            for (Asked asked : List.of(
                    Asked.on(date),
                    Asked.on(date).near(121.4737, 31.2304),
                    Asked.on(date)
                            .between(18 * 60, 21 * 60)
                            .near(121.4737, 31.2304)
                            .within(5_000)
                            .party(2)
                            .free())) {
                List<Row> expected = NaiveSearch.all(town, asked);
                List<Row> paged = new ArrayList<>();
                SearchCursor after = null;
                for (boolean more = true; more; ) {
                    List<Hit> page = town.page(asked.question(), after, 1_000);
                    more = page.size() > 1_000;
                    for (Hit hit : more ? page.subList(0, 1_000) : page) {
                        paged.add(NaiveSearch.row(town, hit));
                        after = town.behind(hit);
                    }
                }
                assertThat(paged).isEqualTo(expected);
            }
        }
        assertThat(NaiveSearch.all(town, Asked.on(today.plusDays(1)))).hasSizeGreaterThan(5_000);
        assertThat(town.ids(Asked.on(today.plusDays(city.horizonDays())))).isEmpty();
        assertThat(town.ids(Asked.on(today.minusDays(1)))).isEmpty();
    }
}
