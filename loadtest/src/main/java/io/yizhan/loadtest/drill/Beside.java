package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.cluster.SmallCity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who else is there while somebody attacks, or a venue with thousands of bookings is closed: a gate that reports four times a second, a page
 * that shows its station live, and once a second somebody who comes anew.
 */
final class Beside implements AutoCloseable {
    private static final int PAUSE_MS = 250;
    private static final int SLOWEST_MAX_MS = 2_000;
    /** Somebody who waits for longer tries again. */
    private static final int NEWCOMER_MAX_MS = 5_000;

    private final Client client;
    private final String station = SmallCity.stations().getFirst();
    private final String gate = station + "-g1";
    private final String token;
    private final Thread reports = Thread.ofPlatform().daemon().name("gate").unstarted(this::report);
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong slowestMs = new AtomicLong();
    private final AtomicLong heard = new AtomicLong();
    private final Thread newcomers =
            Thread.ofPlatform().daemon().name("newcomers").unstarted(this::comeAnew);
    private final AtomicLong came = new AtomicLong();
    private final AtomicLong turnedAway = new AtomicLong();
    private final AtomicLong slowestNewcomerMs = new AtomicLong();
    private volatile boolean broken;
    private volatile boolean closing;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Both are there when it returns. */
    Beside(Client client) throws InterruptedException {
        this.client = client;
        token = client.gate(gate);
        HttpRequest page = HttpRequest.newBuilder(URI.create(client.url() + "/v1/stations/" + station + "/live"))
                .build();
        CompletableFuture<?> open = http.sendAsync(page, HttpResponse.BodyHandlers.fromLineSubscriber(new Page()));
        var unused = open.whenComplete((end, failure) -> broken = !closing);
        reports.start();
        newcomers.start();
    }

    /** What was before does not count. */
    void begin() {
        taken.set(0);
        failed.set(0);
        slowestMs.set(0);
        heard.set(0);
        came.set(0);
        turnedAway.set(0);
        slowestNewcomerMs.set(0);
    }

    private final class Page implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith("data:")) heard.incrementAndGet();
        }

        @Override
        public void onError(Throwable ended) {
            // Said by the request's own end.
        }

        @Override
        public void onComplete() {
            // As above.
        }
    }

    private void report() {
        String boot = Long.toString(System.nanoTime(), 36);
        try {
            for (int seq = 1; !closing; seq++) {
                long fromNs = System.nanoTime();
                String event = String.format(
                        Locale.ROOT,
                        "{\"boot\":\"%s\",\"events\":[{\"seq\":%d,\"direction\":\"%s\",\"at\":\"%s\"}]}",
                        boot,
                        seq,
                        seq % 2 == 1 ? "IN" : "OUT",
                        Instant.now());
                try {
                    int status = client.send("POST", "/v1/gates/" + gate + "/events", token, "", event)
                            .status();
                    (status == 200 ? taken : failed).incrementAndGet();
                } catch (IOException none) {
                    failed.incrementAndGet();
                }
                slowestMs.accumulateAndGet((System.nanoTime() - fromNs) / 1_000_000, Math::max);
                Thread.sleep(PAUSE_MS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** By a connection of its own. */
    private void comeAnew() {
        URI url = URI.create(client.url());
        byte[] asked = ("GET /v1/stations/" + station + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try {
            while (!closing) {
                long fromNs = System.nanoTime();
                try (Socket socket = new Socket()) {
                    socket.connect(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()), NEWCOMER_MAX_MS);
                    socket.setSoTimeout(NEWCOMER_MAX_MS);
                    socket.getOutputStream().write(asked);
                    String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
                    (answer.endsWith("200") ? came : turnedAway).incrementAndGet();
                } catch (IOException none) {
                    turnedAway.incrementAndGet();
                }
                slowestNewcomerMs.accumulateAndGet((System.nanoTime() - fromNs) / 1_000_000, Math::max);
                Thread.sleep(1_000);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    void promise(DrillResult result) {
        result.promise(
                "a gate beside it is heard, within " + SLOWEST_MAX_MS / 1_000 + " s each time",
                String.format(
                        Locale.ROOT,
                        "%d reports, %d of them failed; the slowest took %d ms",
                        taken.get() + failed.get(),
                        failed.get(),
                        slowestMs.get()),
                taken.get() > 0 && failed.get() == 0 && slowestMs.get() < SLOWEST_MAX_MS);
        result.promise(
                "who comes anew is answered, within " + NEWCOMER_MAX_MS / 1_000 + " s each time",
                String.format(
                        Locale.ROOT,
                        "%d came, %d were turned away; the slowest took %d ms",
                        came.get(),
                        turnedAway.get(),
                        slowestNewcomerMs.get()),
                came.get() > 0 && turnedAway.get() == 0 && slowestNewcomerMs.get() < NEWCOMER_MAX_MS);
        result.promise(
                "a page that was open stays so, and is told what happens",
                heard + " events",
                !broken && heard.get() > 0);
    }

    @Override
    public void close() {
        closing = true;
        Threads.await(List.of(reports, newcomers));
        http.shutdownNow();
    }
}
