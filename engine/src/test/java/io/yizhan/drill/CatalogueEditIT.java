package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.catalogue.Venue.Allocation;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.DrillTown;
import io.yizhan.town.StationBuilder;
import io.yizhan.town.VenueBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator edits the catalogue of a city that has reservations, and it goes on, start after start. */
@Tag("server")
@Tag("long")
final class CatalogueEditIT {
    private static final String COURT = "d-1-b1";
    private static final String GYM = "d-1-gym";

    @TempDir
    Path folder;

    private Map<String, String> environment = Map.of();
    private String database = "";

    @BeforeEach
    void freshTown() {
        database = TestPostgres.freshDatabase();
        environment = EngineProcess.environment(folder, database);
    }

    @Test
    void cancelsWhatWasBookedBeforeACourtBecamePooledAndAHallExclusive() throws Exception {
        String court = DrillTown.slot(COURT, DrillTown.tomorrow(), 18);
        String gym = DrillTown.slot(GYM, DrillTown.tomorrow(), 18);
        String ofCourt;
        String ofGym;
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            ofCourt = placed(engine.client(), "a", court, 2);
            ofGym = placed(engine.client(), "b", gym, 3);
            engine.kill();
        }
        importCity(edited(venue -> switch (venue.id()) {
            case COURT -> shared(venue, Allocation.POOLED, 10);
            case GYM -> shared(venue, Allocation.EXCLUSIVE, 1);
            default -> venue;
        }));
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            DrillClient client = engine.client();
            placed(client, "c", gym, 5);
            assertThat(place(client, "d", gym, 1).status()).isEqualTo(409);
            assertThat(cancel(client, "a", ofCourt).json().getString("state")).isEqualTo("CANCELLED");
            assertThat(cancel(client, "b", ofGym).json().getString("state")).isEqualTo("CANCELLED");
            placed(client, "e", court, 4);
            assertThat(place(client, "d", court, 1).status()).isEqualTo(409);
            placed(client, "d", gym, 3);
            engine.terminate();
            assertThat(engine.awaitExit()).isIn(0, 143);
            assertThat(engine.errors()).isEmpty();
        }
        try (EngineProcess doctor = EngineProcess.run(environment, "doctor")) {
            assertThat(doctor.awaitExit()).as(doctor.output()).isZero();
        }
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            assertThat(engine.client().places(DrillTown.tomorrow()).get(gym)).isEqualTo(new DrillClient.Places(8, 0));
        }
    }

    @Test
    void refusesAFileWithoutAVenueThatHasReservationsToComeAndNamesThem() throws Exception {
        String slot = DrillTown.slot(COURT, DrillTown.tomorrow(), 18);
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            placed(engine.client(), "a", slot, 1);
            engine.terminate();
            engine.awaitExit();
        }
        Path without = write(edited(venue -> venue.id().equals(COURT) ? null : venue));
        try (EngineProcess refused = EngineProcess.run(environment, "import", without.toString())) {
            assertThat(refused.awaitExit()).isEqualTo(1);
            assertThat(refused.output())
                    .contains("venue " + COURT + " is not in the file, but has reservations to come: number 1 of ")
                    .contains(DrillTown.tomorrow() + " 18:00", "closures")
                    .doesNotContain("\tat ");
        }
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            DrillClient client = engine.client();
            String mine =
                    client.reservations(token(client, "a")).keySet().iterator().next();
            cancel(client, "a", mine);
            engine.terminate();
            engine.awaitExit();
        }
        try (EngineProcess taken = EngineProcess.run(environment, "import", without.toString())) {
            assertThat(taken.awaitExit()).as(taken.output()).isZero();
        }
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            assertThat(place(engine.client(), "b", slot, 1).json().getString("code"))
                    .isEqualTo("slot-closed");
        }
    }

    @Test
    void refusesAnotherZoneForACityThatHasSlots() throws Exception {
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            engine.terminate();
            engine.awaitExit();
        }
        City city = DrillTown.city(DrillTown.STATIONS);
        Path elsewhere =
                write(CityBuilder.like(city).zone(ZoneId.of("Europe/Berlin")).build());
        try (EngineProcess refused = EngineProcess.run(environment, "import", elsewhere.toString())) {
            assertThat(refused.awaitExit()).isEqualTo(1);
            assertThat(refused.output())
                    .contains(
                            "drill has slots by the time of Asia/Shanghai", "a city of Europe/Berlin needs another id");
        }
    }

    @Test
    void startsOverRowsThatSayMoreThanASlotHasAndSaysSo() throws Exception {
        String slot = DrillTown.slot(COURT, DrillTown.tomorrow(), 18);
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            placed(engine.client(), "a", slot, 2);
            engine.terminate();
            engine.awaitExit();
        }
        sql("update reservation set exclusive_slots = 0");
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            DrillClient client = engine.client();
            assertThat(engine.output()).contains("its reservations take 2. They all stand, and nobody else gets in");
            assertThat(place(client, "b", slot, 1).json().getString("code")).isEqualTo("slot-full");
            assertThat(client.reservations(token(client, "a"))).hasSize(1);
            engine.terminate();
            engine.awaitExit();
        }
        try (EngineProcess doctor = EngineProcess.run(environment, "doctor")) {
            assertThat(doctor.awaitExit()).isEqualTo(1);
            assertThat(doctor.output()).contains("has a capacity of 1, and its reservations take 2");
        }
    }

    private static String placed(DrillClient client, String member, String slot, int party) throws IOException {
        DrillClient.Answer answer = place(client, member, slot, party);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.json().getString("id");
    }

    private static DrillClient.Answer place(DrillClient client, String member, String slot, int party)
            throws IOException {
        return client.place(token(client, member), member + slot + party, List.of(slot), party, false);
    }

    private static DrillClient.Answer cancel(DrillClient client, String member, String id) throws IOException {
        return client.send("DELETE", "/v1/reservations/" + id, token(client, member), null, null);
    }

    private static String token(DrillClient client, String member) {
        return client.members(member, 1).getFirst();
    }

    private static Venue shared(Venue venue, Allocation allocation, int capacity) {
        return VenueBuilder.like(venue).shared(allocation, capacity).build();
    }

    /** @param edit gives null for a venue that is to go */
    private static City edited(UnaryOperator<@Nullable Venue> edit) {
        City city = DrillTown.city(DrillTown.STATIONS);
        List<Station> stations = new ArrayList<>();
        for (Station station : city.stations()) {
            List<Venue> venues = new ArrayList<>();
            for (Venue venue : station.venues()) {
                Venue kept = edit.apply(venue);
                if (kept != null) venues.add(kept);
            }
            stations.add(StationBuilder.like(station).venues(venues).build());
        }
        return CityBuilder.like(city).stations(stations).build();
    }

    private Path write(City city) throws IOException {
        return Files.write(folder.resolve("edited.json"), CatalogueFile.write(city));
    }

    private void importCity(City city) throws IOException {
        try (EngineProcess run =
                EngineProcess.run(environment, "import", write(city).toString())) {
            assertThat(run.awaitExit()).as(run.output()).isZero();
        }
    }

    private void sql(String change) throws SQLException {
        try (Connection connection = TestPostgres.connect(URI.create(database));
                Statement statement = connection.createStatement()) {
            statement.execute(change);
        }
    }
}
