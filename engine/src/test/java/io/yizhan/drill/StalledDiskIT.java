package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.audit.MemoryAudit;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Horizon;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.disk.StalledDisk;
import io.yizhan.drawn.MemoryPastDraws;
import io.yizhan.drill.DrillClient.Answer;
import io.yizhan.feed.Feed;
import io.yizhan.feed.FeedWriter;
import io.yizhan.fitness.MemoryEmployerConsents;
import io.yizhan.fitness.MemoryFitnessRecords;
import io.yizhan.http.EdgeOptions;
import io.yizhan.http.EdgeSources;
import io.yizhan.http.FixedCatalogue;
import io.yizhan.http.HttpEdge;
import io.yizhan.http.Outside;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.auth.TestSessions;
import io.yizhan.http.client.NodeSeal;
import io.yizhan.http.companion.InvitationTokens;
import io.yizhan.http.desk.EngineRoom;
import io.yizhan.http.event.Pseudonyms;
import io.yizhan.http.loop.OwnLoops;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.journal.file.FileJournal;
import io.yizhan.journal.file.FileJournalOptions;
import io.yizhan.journal.file.FolderDisk;
import io.yizhan.member.MemoryMemberRecords;
import io.yizhan.notice.MemoryInbox;
import io.yizhan.occupancy.MemoryOccupancyHistory;
import io.yizhan.order.MemoryOrderRecords;
import io.yizhan.pass.PassKey;
import io.yizhan.pass.Passes;
import io.yizhan.report.MemoryReports;
import io.yizhan.secret.DrawSecrets;
import io.yizhan.sequencer.Caller;
import io.yizhan.sequencer.Limits;
import io.yizhan.sequencer.Observer;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.sequencer.Writer;
import io.yizhan.time.Pulse;
import io.yizhan.town.DrillTown;
import io.yizhan.trail.MemoryEventTrail;
import io.yizhan.webhook.MemoryWebhooks;
import io.yizhan.webhook.Networks;
import io.yizhan.webhook.WebhookAddresses;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A sync of the journal takes two seconds while many book: real edge, real sequencer, real files. */
@Tag("server")
@Isolated
final class StalledDiskIT {
    private static final int QUEUE_MAX = 64;
    private static final int CLIENTS = 400;

    @TempDir
    Path folder;

    private record Asked(Answer answer, boolean whileStalled) {}

    @Test
    void refusesAtOnceWhatItCannotTakeAndAnswersAllThatItTook() throws Exception {
        StalledDisk disk = new StalledDisk(new FolderDisk(folder));
        Vertx vertx = Vertx.vertx();
        Directory directory = DrillTown.directory();
        Feed feed = new Feed();
        Region region = new Region(Rules.DEFAULT);
        Limits limits = new Limits(QUEUE_MAX, 32, 10_000, 1_000, 500);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (ExecutorService background = Executors.newSingleThreadExecutor();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                FileJournal journal = FileJournal.open(disk, FileJournalOptions.of(DrillTown.REGION), background)) {
            Sequencer sequencer = new Sequencer(
                    region,
                    journal,
                    new FeedWriter(feed, region, DrillTown.ZONE),
                    InstantSource.system(),
                    limits,
                    Observer.NONE);
            try (Writer writer = new Writer(sequencer, DrillTown.REGION)) {
                writer.start();
                open(directory, new Caller(sequencer));
                // The next segment's zeros: a sync of theirs is not to be the one that stalls.
                background.submit(() -> {}).get();
                HttpEdge edge = await(HttpEdge.start(
                        new OwnLoops(vertx),
                        options(),
                        new EdgeSources(
                                new Passes(PassKey.generate(), 900, InstantSource.system()),
                                new DrawSecrets(new byte[32]),
                                new InvitationTokens(new byte[32]),
                                new MemoryPastDraws(),
                                TestSessions.of(InstantSource.system()),
                                new MemoryAudit(),
                                new MemoryMemberRecords(),
                                new MemoryFitnessRecords(),
                                new MemoryEmployerConsents(),
                                new MemoryReports(),
                                new MemoryOccupancyHistory(),
                                new Outside(
                                        new MemoryInbox(),
                                        false,
                                        new MemoryWebhooks(),
                                        new WebhookAddresses(Networks.NONE),
                                        new MemoryEventTrail(),
                                        new MemoryOrderRecords(),
                                        new Pseudonyms(new byte[32])),
                                new NodeSeal(new byte[32]),
                                new Pulse(),
                                List::of,
                                () -> new EngineRoom.NodeState("", List.of(), List.of()),
                                meters::scrape,
                                meters,
                                InstantSource.system()),
                        List.of(FixedCatalogue.sources(
                                DrillTown.REGION, () -> directory, feed, sequencer, () -> Whereabouts.Here.HERE))));
                try {
                    drill(new DrillClient(edge.port()), disk, sequencer, clients);
                } finally {
                    disk.goOn();
                }
                await(edge.stop());
            }
        } finally {
            await(vertx.close());
        }
    }

    private void drill(DrillClient client, StalledDisk disk, Sequencer sequencer, ExecutorService clients)
            throws Exception {
        List<String> tokens = client.members("stalled-", CLIENTS + 2);
        String gate = client.gateToken("d-1-g1");
        disk.stallNext();
        Future<Asked> first = clients.submit(() -> book(client, disk, tokens.get(CLIENTS), CLIENTS));
        org.awaitility.Awaitility.await().pollInterval(Duration.ofMillis(2)).until(disk::stalling);

        // Some fit into the queue, and the rest is refused while the disk still stands.
        List<Future<Asked>> bookings = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            bookings.add(clients.submit((Callable<Asked>) () -> book(client, disk, tokens.get(number), number)));
        }
        org.awaitility.Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(60))
                .until(() -> bookings.stream().filter(Future::isDone).count() >= CLIENTS - QUEUE_MAX);
        assertThat(first.isDone())
                .as("nothing is answered before it is durable")
                .isFalse();
        int bookingsQueued = sequencer.queued();
        Future<Asked> gateEvents = clients.submit(() -> {
            Answer answer = client.send("POST", "/v1/gates/d-1-g1/events", gate, null, gateEvents());
            return new Asked(answer, disk.stalling());
        });
        org.awaitility.Awaitility.await().until(() -> sequencer.queued() > bookingsQueued);
        int queued = sequencer.queued();
        disk.goOn();

        List<Asked> all = new ArrayList<>(List.of(first.get(20, TimeUnit.SECONDS)));
        for (Future<Asked> booking : bookings) all.add(booking.get(20, TimeUnit.SECONDS));
        List<Asked> refused =
                all.stream().filter(it -> it.answer().status() == 503).toList();
        List<Asked> taken =
                all.stream().filter(it -> it.answer().status() != 503).toList();
        assertThat(refused).hasSizeGreaterThanOrEqualTo(CLIENTS - QUEUE_MAX).allSatisfy(it -> {
            assertThat(it.answer().text("code")).isEqualTo("overloaded");
            assertThat(Integer.parseInt(it.answer().retryAfter())).isBetween(1, 10);
            assertThat(it.whileStalled()).as("refused at once").isTrue();
        });
        assertThat(taken)
                .hasSizeBetween(2, QUEUE_MAX + 1)
                .allSatisfy(it -> assertThat(it.answer().status()).isIn(201, 409))
                .allSatisfy(it ->
                        assertThat(it.whileStalled()).as("answered durable").isFalse());
        assertThat(queued).as("bookings and the gate's").isBetween(2, QUEUE_MAX + 1);
        Answer gateAnswer = gateEvents.get(20, TimeUnit.SECONDS).answer();
        assertThat(gateAnswer.status())
                .as("gates are taken all the while: %s", gateAnswer)
                .isEqualTo(200);
        assertThat(gateAnswer.json().getInteger("accepted")).isEqualTo(1);
        List<String> court = List.of(DrillTown.slot("d-1-b1", DrillTown.tomorrow(), 9));
        Answer wellAgain = client.place(tokens.get(CLIENTS + 1), "well-again", court, 1, false);
        assertThat(wellAgain.status()).as("%s", wellAgain).isEqualTo(201);
    }

    private static Asked book(DrillClient client, StalledDisk disk, String token, int number) throws Exception {
        // The courts are many, and most are wanted once: what is taken is mostly booked.
        String venue = "d-" + (1 + number % DrillTown.STATIONS) + (number / 8 % 2 == 0 ? "-gym" : "-quick");
        int hour = DrillTown.FIRST_HOUR + number / 16 % (DrillTown.LAST_HOUR - DrillTown.FIRST_HOUR);
        List<String> slots = List.of(DrillTown.slot(venue, DrillTown.tomorrow(), hour));
        Answer answer = client.place(token, "stalled-" + number, slots, 1, false);
        return new Asked(answer, disk.stalling());
    }

    private static JsonObject gateEvents() {
        return new JsonObject()
                .put("boot", "stalled")
                .put(
                        "events",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("seq", 1)
                                        .put("at", Instant.now().toString())
                                        .put("direction", "IN")));
    }

    private static EdgeOptions options() {
        byte[] secret = new byte[32];
        EdgeOptions usual = EdgeOptions.of("127.0.0.1", 0, 2, new EdgeOptions.Tokens.Development(secret));
        return usual.withRates(new RateLimit(1_000_000, 1_000_000), usual.gateLimit());
    }

    private static void open(Directory directory, Caller caller) {
        Horizon horizon = new Horizon(directory);
        List<Command> venues = new ArrayList<>();
        List<Command> slots = new ArrayList<>();
        for (Station station : directory.stations()) {
            for (Venue venue : station.venues()) {
                int no = directory.venueNo(venue.id());
                boolean exclusive = venue.allocation() == Venue.Allocation.EXCLUSIVE;
                venues.add(new VenueCommand.DefineVenue(
                        no, new VenueTerms(directory.stationNo(station.id()), exclusive, 600_000, 0)));
                horizon.days(DrillTown.tomorrow().minusDays(1)).forEach(date -> slots.add(horizon.slots(no, date)));
            }
        }
        assertThat(caller.callAll(venues)).isEqualTo(Outcome.Done.DONE);
        assertThat(caller.callAll(slots)).isEqualTo(Outcome.Done.DONE);
    }

    private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
