package io.yizhan.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Holds live streams open while k6 loads the engine, since k6 knows no Server-Sent Events. All of them follow one station. A probe books a
 * court there that nobody else wants and gives it back, again and again, and waits each time until every stream has told of it: so a lost
 * event is found, and the lag is from the answer to the booking until the event was read.
 */
final class Listeners implements AutoCloseable {
    private static final long EVENT_MAX_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long PAUSE_MS = 200;

    /** What came of it. Lags in milliseconds. */
    record Heard(
            int streams,
            int broken,
            long events,
            int changes,
            long missed,
            double lagMedMs,
            double lagP99Ms,
            double lagMaxMs) {}

    private final Api api;
    private final String token;
    private final Api.Slot slot;
    private final int streams;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpClient http;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicLong events = new AtomicLong();
    private final AtomicInteger heard = new AtomicInteger();
    private volatile int remainingWanted = -1;
    private final AtomicInteger round = new AtomicInteger();
    private volatile boolean closing;
    private final List<CompletableFuture<?>> ends = new ArrayList<>();
    private final long[] heardAtNs;
    private final List<Long> lagsNs = new ArrayList<>();
    private final Thread probe = new Thread(this::probe, "live-probe");
    private int changes;
    private long missed;

    private Listeners(Api api, String token, Api.Slot slot, int streams) {
        this.api = api;
        this.token = token;
        this.slot = slot;
        this.streams = streams;
        heardAtNs = new long[streams];
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(threads)
                .build();
    }

    /** All streams are open when it returns. */
    static Listeners open(Api api, String token, Api.Slot slot, int streams) throws InterruptedException {
        Listeners listeners = new Listeners(api, token, slot, streams);
        for (int i = 0; i < streams; i++) listeners.follow(i);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (listeners.open.get() < streams) {
            if (System.nanoTime() > deadline || listeners.broken.get() > 0) {
                listeners.close();
                throw new Failure("only " + listeners.open.get() + " of " + streams + " live streams opened");
            }
            Thread.sleep(20);
        }
        listeners.probe.start();
        return listeners;
    }

    private void follow(int number) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.url + "/v1/stations/" + slot.station() + "/live"))
                .header("Accept", "text/event-stream")
                .build();
        CompletableFuture<?> ended = http.sendAsync(request, answer -> {
            if (answer.statusCode() == 200) open.incrementAndGet();
            return HttpResponse.BodySubscribers.fromLineSubscriber(new Lines(number));
        });
        ends.add(ended.whenComplete((end, failure) -> {
            if (!closing) broken.incrementAndGet();
        }));
    }

    /** One stream, line by line. */
    private final class Lines implements Flow.Subscriber<String> {
        private final int number;
        private final String mark = "\"id\":\"" + slot.id() + "\"";
        private int roundHeard;

        Lines(int number) {
            this.number = number;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (!line.startsWith("data:")) return;
            events.incrementAndGet();
            if (!line.contains(mark)) return;
            JsonNode event = Api.json(line.substring("data:".length()));
            int now = round.get();
            if (event.path("remaining").asInt() != remainingWanted || roundHeard == now) return;
            roundHeard = now;
            heardAtNs[number] = System.nanoTime();
            heard.incrementAndGet();
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    private void probe() {
        String body = "{\"slots\":[\"" + slot.id() + "\"],\"party\":1,\"mode\":\"confirm\",\"onFull\":\"refuse\"}";
        try {
            while (!closing) {
                expect(slot.remaining() - 1);
                Api.Answer booked = api.send("POST", "/v1/reservations", token, body);
                long bookedNs = System.nanoTime();
                if (booked.status() == 503) continue;
                if (booked.status() != 201)
                    throw new Failure("the probe's booking: " + booked.status() + " " + booked.body());
                await(bookedNs);
                expect(slot.remaining());
                String id = Api.json(booked.body()).path("id").asText();
                Api.Answer freed = api.send("DELETE", "/v1/reservations/" + id, token, "");
                for (int tries = 0; freed.status() == 503 && tries < 50; tries++) {
                    Thread.sleep(PAUSE_MS);
                    freed = api.send("DELETE", "/v1/reservations/" + id, token, "");
                }
                if (freed.status() != 200) throw new Failure("the probe's cancellation: " + freed.status());
                await(System.nanoTime());
                Thread.sleep(PAUSE_MS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (Failure failed) {
            System.err.println("loadtest: " + failed.getMessage());
            broken.incrementAndGet();
        }
    }

    // The order matters: a stream that reads the new round reads the new wish, too.
    private void expect(int remaining) {
        heard.set(0);
        remainingWanted = remaining;
        round.incrementAndGet();
    }

    private void await(long answeredNs) throws InterruptedException {
        while (heard.get() < streams && System.nanoTime() - answeredNs < EVENT_MAX_NS) Thread.sleep(0, 200_000);
        changes++;
        missed += streams - heard.get();
        for (int i = 0; i < streams; i++) {
            if (heard.get() == streams) lagsNs.add(Math.max(0, heardAtNs[i] - answeredNs));
        }
    }

    /** Ends the probe after its present round, so that nothing of it stays booked, and the streams. */
    Heard end() throws InterruptedException {
        closing = true;
        probe.join(TimeUnit.SECONDS.toMillis(30));
        int brokenBefore = broken.get();
        close();
        long[] lags = lagsNs.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Heard(
                streams, brokenBefore, events.get(), changes, missed, at(lags, 0.5), at(lags, 0.99), at(lags, 1));
    }

    private static double at(long[] sorted, double share) {
        if (sorted.length == 0) return 0;
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1)] / 1e6;
    }

    @Override
    public void close() {
        closing = true;
        http.shutdownNow();
        threads.shutdownNow();
        Arrays.fill(heardAtNs, 0);
    }
}
