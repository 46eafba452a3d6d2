package io.yizhan.loadtest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * k6 beside a drill: people who look, book and cancel, and gates, through what stands before the engines. They have a day of their own, so
 * that neither load counts the other's bookings, and the patience of an app: what got no answer is asked again with its key. One thread.
 */
public final class Crowd implements AutoCloseable {
    private static final String SCRIPT = "crowd.js";
    private static final int MEMBERS = 400;
    private static final int RATE_PER_S = 50;
    private static final String TRIES_MAX = "80";
    private static final String PAUSE_S = "0.25";

    /** More than a proxy waits for an engine that says nothing, before it asks another one. */
    private static final String ANSWER_MAX = "8s";

    private final Api api;
    private final Plan plan;
    private final Map<String, Api.Slot> before;
    private final Map<String, Integer> insideBefore;
    private final CompletableFuture<K6.Run> running;
    private final Thread thread;
    private K6.@Nullable Run run;

    /** Something that must be so afterwards, and what was seen of it. */
    public record Check(String what, String seen, boolean kept) {}

    private Crowd(Path k6, Path root, Path work, String url, int dayFromToday, int seconds) {
        api = new Api(url);
        plan = Plan.make(
                api, Tokens.development(api), MEMBERS, true, new Plan.Days(List.of(dayFromToday), dayFromToday), work);
        before = api.slots(plan.stations(), plan.datesChecked());
        insideBefore = api.inside(plan.stations());
        Map<String, String> environment = Map.of(
                "URL",
                url,
                "RATE",
                "" + RATE_PER_S,
                "DURATION_S",
                "" + seconds,
                "TOKENS_FILE",
                plan.tokensFile().toString(),
                "PLAN_FILE",
                plan.planFile().toString(),
                "RUN_ID",
                Long.toString(System.nanoTime(), 36),
                "TRIES_MAX",
                TRIES_MAX,
                "PAUSE_S",
                PAUSE_S,
                "ANSWER_MAX",
                ANSWER_MAX);
        running = new CompletableFuture<>();
        K6 program = new K6(k6, root.resolve("loadtest"), work);
        thread = new Thread(
                () -> {
                    try {
                        running.complete(program.run(SCRIPT, environment));
                    } catch (Failure | InterruptedException failed) {
                        running.completeExceptionally(failed);
                    }
                },
                "crowd");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Asks for so many seconds from now.
     *
     * @param k6 the program
     * @param root of the checkout
     * @param work a folder that exists
     * @param dayFromToday whose slots nobody else books
     */
    public static Crowd start(Path k6, Path root, Path work, String url, int dayFromToday, int seconds)
            throws IOException {
        return new Crowd(k6, root, Files.createDirectories(work), url, dayFromToday, seconds);
    }

    /** Waits until the last of them has an answer. */
    public void await() {
        try {
            run = running.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Failure failure ? failure : new Failure("k6 failed", failed);
        }
    }

    /** What it asked and what came back, in a sentence for each. After {@link #await}. */
    public List<String> told() {
        K6.Run ended = ended();
        long missing = ended.missing();
        long requests = 0;
        StringBuilder latency = new StringBuilder();
        for (String call : ended.calls()) {
            // When some were never begun, k6 can no longer tell when the others were due.
            K6.Trend it = missing == 0 ? ended.latency(call) : ended.sent(call);
            requests += it.count();
            latency.append(latency.isEmpty() ? "" : "; ")
                    .append(String.format(Locale.ROOT, "%s %.0f, %.0f, %.0f", call, it.med(), it.p99(), it.max()));
        }
        return List.of(
                String.format(
                        Locale.ROOT,
                        "k6 beside it, %d requests/s through nginx for %.0f s: %d done, %d places booked, %d cancelled, %d refused; tries that"
                                + " failed: %d times 503, %d times another 5xx (nginx's own), %d without an answer; %d never begun.",
                        RATE_PER_S,
                        ended.seconds(),
                        requests,
                        ended.count("reservations_placed"),
                        ended.count("reservations_cancelled"),
                        ended.count("reservations_refused"),
                        ended.count("answers_503"),
                        ended.count("answers_5xx_other"),
                        ended.count("requests_unanswered"),
                        missing),
                "k6's median, p99 and slowest, in ms from "
                        + (missing == 0
                                ? "the intended start, all tries of one included: "
                                : "the sending of the last try: ")
                        + latency
                        + ".");
    }

    /** Whether k6, the API and PostgreSQL tell the same story. After {@link #await}, when rows have caught up and nobody changes anything. */
    public List<Check> checks(URI postgres) {
        K6.Run ended = ended();
        Ledger ledger = new Ledger();
        ledger.readFile(ended.ledger());
        Map<Integer, Set<String>> confirmed = new HashMap<>();
        for (Ledger.Booking booking : ledger.booked.values())
            confirmed.computeIfAbsent(
                    booking.member(),
                    it -> new HashSet<>(api.confirmed(plan.tokens().get(it))));
        Truth.Evidence evidence = new Truth.Evidence(
                ledger,
                before,
                api.slots(plan.stations(), plan.datesChecked()),
                confirmed,
                insideBefore,
                api.inside(plan.stations()),
                plan.stationOfGate(),
                Rows.read(postgres, plan.memberPrefix()),
                "",
                plan.memberPrefix(),
                "");
        List<Check> checks = new ArrayList<>();
        checks.add(new Check(
                "k6: everything that was asked got an answer in the end",
                ledger.inDoubt.size() + " in doubt, " + ended.count("answers_unexpected") + " unexpected",
                ledger.inDoubt.isEmpty() && ended.count("answers_unexpected") == 0));
        for (Finding it : Truth.check(evidence)) checks.add(check(it));
        return checks;
    }

    private static Check check(Finding it) {
        List<String> sides = new ArrayList<>();
        if (!it.k6().isEmpty()) sides.add("k6 " + it.k6());
        if (!it.api().isEmpty()) sides.add("API " + it.api());
        if (!it.rows().isEmpty()) sides.add("rows " + it.rows());
        String seen = String.join(", ", sides);
        return new Check(
                "k6: " + it.what(),
                it.sentence().isEmpty() ? seen : seen + ": " + it.sentence(),
                it.verdict() == Finding.Verdict.HOLDS);
    }

    private K6.Run ended() {
        K6.Run ended = run;
        if (ended == null) throw new IllegalStateException("k6 still runs");
        return ended;
    }

    /** Whatever it is about; then its process ends, too. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
