package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.edition.Author;
import io.yizhan.catalogue.edition.Proposal;
import io.yizhan.catalogue.store.StoredEditions;
import io.yizhan.postgres.EmbeddedPostgres;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.region.RegionStore;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An admin replaces the catalogue of an engine that runs, and PostgreSQL holds it. */
@Tag("server")
final class CatalogueReplaceIT {
    private static final City LARGER = DrillTown.city(DrillTown.STATIONS + 1);
    private static final String ADDED =
            DrillTown.slot("d-" + (DrillTown.STATIONS + 1) + "-b1", DrillTown.tomorrow(), 18);

    @TempDir
    Path folder;

    @Test
    void whatWasAnsweredIsInForceAfterAKill() throws Exception {
        Map<String, String> environment = EngineProcess.environment(folder, TestPostgres.freshDatabase());
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            assertThat(replaced(engine, LARGER).status()).isEqualTo(200);
            engine.kill();
        }
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            assertThat(place(engine, "a", ADDED).status()).isEqualTo(201);
            DrillClient.Answer refused = replaced(engine, DrillTown.city(DrillTown.STATIONS));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("code")).isEqualTo("venues-reserved");
            assertThat(replaced(engine, LARGER).json().getBoolean("differs")).isFalse();
            cancelAll(engine, "a");
            // The rows have followed before it is held to them.
            assertThat(replaced(engine, DrillTown.city(DrillTown.STATIONS)).status())
                    .isEqualTo(200);
            engine.kill();
        }
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            assertThat(place(engine, "b", ADDED).text("code")).isEqualTo("slot-closed");
            engine.terminate();
            assertThat(engine.awaitExit()).isIn(0, 143);
            assertThat(engine.errors()).isEmpty();
        }
        try (EngineProcess doctor = EngineProcess.run(environment, "doctor")) {
            assertThat(doctor.awaitExit()).as(doctor.output()).isZero();
        }
    }

    /** What such a kill leaves: it is stored, and nobody has said so in the books. */
    @Test
    void whoReplacedItIsInTheAuditAlthoughTheEngineWasKilledInBetween() throws Exception {
        String database = TestPostgres.freshDatabase();
        PostgresUri rows = new PostgresUri(database);
        Map<String, String> environment = EngineProcess.environment(folder, database);
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            engine.kill();
        }
        long epoch = new RegionStore(rows, DrillTown.REGION).stand().epoch();
        Proposal larger = new Proposal(LARGER, CatalogueFile.write(LARGER), tag -> true);
        new StoredEditions(rows, DrillTown.REGION, epoch).add(larger, new Author("a-1", "a new station"), 1);
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            DrillClient client = engine.client();
            await().until(() -> !client.acts().isEmpty());
            assertThat(replaced(engine, LARGER).json().getBoolean("differs")).isFalse();
            assertThat(replaced(engine, DrillTown.city(DrillTown.STATIONS)).status())
                    .isEqualTo(200);
            engine.kill();
        }
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            DrillClient client = engine.client();
            await().until(() -> client.acts().size() > 1);
            assertThat(client.acts().getJsonObject(1).getString("actor")).isEqualTo("a-1");
            assertThat(client.acts().getJsonObject(1).getString("reason")).isEqualTo("a new station");
            assertThat(client.acts().getJsonObject(0).getString("target")).isEqualTo("3");
            assertThat(client.acts()).hasSize(2);
        }
    }

    /** What waits for the next start is in force after it. */
    @Test
    @Tag("long")
    void numbersOfTheCityWaitForTheNextStart() throws Exception {
        Map<String, String> environment = EngineProcess.environment(folder, TestPostgres.freshDatabase());
        City one = CityBuilder.like(DrillTown.city(DrillTown.STATIONS))
                .activeReservationsMax(1)
                .build();
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            assertThat(replaced(engine, one).json().getJsonArray("fromNextStart"))
                    .containsExactly("activeReservationsMax");
            assertThat(place(engine, "a", DrillTown.slot("d-1-b1", DrillTown.tomorrow(), 17))
                            .status())
                    .isEqualTo(201);
            assertThat(place(engine, "a", DrillTown.slot("d-1-b1", DrillTown.tomorrow(), 18))
                            .status())
                    .isEqualTo(201);
            engine.kill();
        }
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            assertThat(replaced(engine, one).json().getJsonArray("fromNextStart"))
                    .isEmpty();
            assertThat(place(engine, "a", DrillTown.slot("d-1-b1", DrillTown.tomorrow(), 19))
                            .text("code"))
                    .isEqualTo("quota-exceeded");
        }
    }

    @Test
    void changesNothingWhilePostgresIsAway() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
        int port = postgres.port();
        try (EngineProcess engine = EngineProcess.serve(EngineProcess.environment(folder, postgres.uri()))
                .awaitReady()) {
            DrillClient client = engine.client();
            postgres.close();
            for (City city : List.of(LARGER, DrillTown.city(1))) {
                DrillClient.Answer away = replaced(engine, city);
                assertThat(away.status()).as(away.toString()).isEqualTo(503);
                assertThat(away.text("code")).isEqualTo("catalogue-unavailable");
                assertThat(away.retryAfter()).isNotEmpty();
            }
            assertThat(place(engine, "a", ADDED).text("code")).isEqualTo("slot-unknown");
            String kept = DrillTown.slot("d-2-b1", DrillTown.tomorrow(), 18);
            assertThat(place(engine, "a", kept).status()).isEqualTo(201);
            postgres = EmbeddedPostgres.start(folder.resolve("postgres"), port);
            await("following")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> client.postgresHealth().startsWith("UP"));
            assertThat(replaced(engine, LARGER).json().getInteger("version")).isEqualTo(2);
            assertThat(place(engine, "b", ADDED).status()).isEqualTo(201);
        } finally {
            postgres.close();
        }
    }

    private static DrillClient.Answer replaced(EngineProcess engine, City city) throws IOException {
        return engine.client().replaceCatalogue(CatalogueFile.write(city));
    }

    private static DrillClient.Answer place(EngineProcess engine, String member, String slot) throws IOException {
        DrillClient client = engine.client();
        return client.place(client.members(member, 1).getFirst(), member + slot, List.of(slot), 1, false);
    }

    private static void cancelAll(EngineProcess engine, String member) throws IOException {
        DrillClient client = engine.client();
        String token = client.members(member, 1).getFirst();
        for (String id : client.reservations(token).keySet())
            client.send("DELETE", "/v1/reservations/" + id, token, null, null);
    }
}
