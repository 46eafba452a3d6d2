package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.core.ReservationState;
import io.yizhan.town.DrillTown;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Apps of others read the feeds as fast as they can, at any node, while members book, and the node that owns the city is killed again and
 * again. In the end their copies are what the API says, slot by slot. {@code -Dyizhan.feeds.kills=N} for more of them,
 * {@code -Dyizhan.feeds.seed=N} for the same dice.
 */
@Tag("server")
@Tag("long")
@Isolated
final class FeedCopyIT {
    private static final int KILLS = Integer.getInteger("yizhan.feeds.kills", 2);
    private static final long SEED = Long.getLong("yizhan.feeds.seed", System.nanoTime());
    private static final int BOOKERS = 16;
    private static final int MEMBERS_EACH = 12;
    private static final int REQUESTS_PER_S = 500;
    /** Between two kills. */
    private static final int ANSWERS = 3_000;

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final LocalDate today = LocalDate.now(DrillTown.ZONE);
    private final List<FeedBooker> bookers = new ArrayList<>();
    private volatile boolean over;

    @Test
    void copiesThatWereReadMeanwhileAreWhatTheApiSays() throws Exception {
        try (TwoNodes nodes = new TwoNodes(folder, CatalogueFile.write(FeedTown.city()))) {
            List<String> tokens = nodes.client().members("m-", BOOKERS * MEMBERS_EACH);
            for (int i = 0; i < BOOKERS; i++) {
                List<String> its = tokens.subList(i * MEMBERS_EACH, (i + 1) * MEMBERS_EACH);
                bookers.add(new FeedBooker("b" + i, nodes, its, today.plusDays(1), random.split()));
            }
            List<FeedCopy> copies = List.of(copyOf("slots", nodes), copyOf("scheduled-sessions", nodes));
            run(nodes, copies);
            assertBookingsAreAsTold(nodes.client(), tokens);
            assertCopied(nodes.client(), copies);
            // The same numbers, too: at nodes that were started since, who begins now finds what was told before the
            // kills.
            List<FeedCopy> anew = List.of(copyOf("slots", nodes), copyOf("scheduled-sessions", nodes));
            anew.forEach(FeedCopy::readToItsEnd);
            for (int i = 0; i < anew.size(); i++)
                assertThat(differences(copies.get(i).items(), anew.get(i).items()))
                        .isEmpty();
        } catch (Exception | AssertionError failed) {
            throw new AssertionError("seed " + SEED + ": " + failed.getMessage(), failed);
        } finally {
            over = true;
        }
    }

    private FeedCopy copyOf(String feed, TwoNodes nodes) {
        return new FeedCopy(feed, nodes, random.split());
    }

    private void run(TwoNodes nodes, List<FeedCopy> copies) throws Exception {
        long beganNs = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (FeedCopy each : copies) threads.add(started(each::read));
        for (FeedBooker each : bookers) threads.add(started(atAPace(each)));
        for (int kill = 1; kill <= KILLS; kill++) {
            awaitAnswers();
            nodes.killOwner();
        }
        awaitAnswers();
        over = true;
        for (Thread thread : threads) thread.join();
        Throwable wrong = failure.get();
        if (wrong != null) throw new AssertionError(wrong.getMessage(), wrong);
        copies.forEach(FeedCopy::readToItsEnd);
        System.out.printf(
                "%d kills of seed %d: %d answers, %d a second, %d bookings; %d pages of slots and %d of sessions%n",
                KILLS,
                SEED,
                answers(),
                answers() * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - beganNs),
                bookers.stream().mapToLong(FeedBooker::placed).sum(),
                copies.getFirst().pages(),
                copies.getLast().pages());
    }

    /** Again and again until the drill is over. */
    private Thread started(Runnable step) {
        return Thread.ofPlatform().start(() -> {
            try {
                while (!over && failure.get() == null) step.run();
            } catch (Throwable wrong) {
                failure.compareAndSet(null, wrong);
            }
        });
    }

    /** What a take-over took is not made up for. */
    private static Runnable atAPace(FeedBooker booker) {
        long periodNs = TimeUnit.SECONDS.toNanos(BOOKERS) / REQUESTS_PER_S;
        long[] dueNs = {System.nanoTime()};
        return () -> {
            booker.step();
            long nowNs = System.nanoTime();
            dueNs[0] = Math.max(dueNs[0] + periodNs, nowNs - periodNs);
            LockSupport.parkNanos(dueNs[0] - nowNs);
        };
    }

    private void awaitAnswers() {
        long until = answers() + ANSWERS;
        await("answers").atMost(LONG).until(() -> answers() >= until || failure.get() != null);
    }

    private long answers() {
        return bookers.stream().mapToLong(it -> it.answers.get()).sum();
    }

    private void assertBookingsAreAsTold(DrillClient client, List<String> tokens) {
        Map<String, ReservationState> told = new TreeMap<>();
        for (FeedBooker booker : bookers)
            for (Booking each : booker.bookings)
                assertThat(told.put(each.id, each.only()))
                        .as("given twice: %s", each)
                        .isNull();
        Map<String, ReservationState> found = new TreeMap<>();
        for (String token : tokens) found.putAll(client.reservations(token));
        assertThat(differences(told, found)).isEmpty();
        assertThat(found).isNotEmpty();
    }

    /** Both ways: nothing that is shown is missing, and nothing is there that is not shown. */
    private void assertCopied(DrillClient client, List<FeedCopy> copies) {
        Map<String, Integer> shown = new TreeMap<>();
        for (int station = 1; station <= FeedTown.STATIONS; station++)
            for (int day = -1; day <= 7; day++) look(client, station, today.plusDays(day), shown);
        Map<String, Integer> copied = new TreeMap<>();
        for (FeedCopy each : copies)
            each.items().forEach((id, item) -> {
                if (!item.deleted()) copied.put(id, item.places());
            });
        assertThat(differences(copied, shown)).isEmpty();
        assertThat(copied.size()).isGreaterThan(1_500);
    }

    /** Of which ids they say something else, and what: all of it would be a thousand lines. */
    private static List<String> differences(Map<String, ?> copied, Map<String, ?> shown) {
        Set<String> ids = new TreeSet<>(copied.keySet());
        ids.addAll(shown.keySet());
        return ids.stream()
                .filter(id -> !Objects.equals(copied.get(id), shown.get(id)))
                .map(id -> id + ": " + copied.get(id) + " instead of " + shown.get(id))
                .toList();
    }

    private void look(DrillClient client, int station, LocalDate date, Map<String, Integer> shown) {
        String path = "/v1/stations/d-" + station + "/slots?date=" + date;
        for (Object venue : client.get(path, "").json().getJsonArray("venues")) {
            for (Object slot : ((JsonObject) venue).getJsonArray("slots")) {
                JsonObject it = (JsonObject) slot;
                String id = it.getString("id");
                assertThat(it.getInteger("capacity") - it.getInteger("remaining"))
                        .as("places taken of %s, and booked", id)
                        .isEqualTo(bookers.stream()
                                .mapToInt(booker -> booker.placesOf(id))
                                .sum());
                shown.put(id, it.getInteger("remaining"));
            }
        }
    }
}
