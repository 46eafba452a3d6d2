package io.yizhan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.yizhan.client.ApiClient;
import io.yizhan.client.ApiException;
import io.yizhan.client.JSON;
import io.yizhan.client.api.GateApi;
import io.yizhan.client.api.MemberApi;
import io.yizhan.client.api.OperationApi;
import io.yizhan.client.api.PublicApi;
import io.yizhan.client.model.Direction;
import io.yizhan.client.model.EquipmentState;
import io.yizhan.client.model.FoundSlot;
import io.yizhan.client.model.FoundSlots;
import io.yizhan.client.model.GateEvent;
import io.yizhan.client.model.GateEvents;
import io.yizhan.client.model.GateReceipt;
import io.yizhan.client.model.HealthStatus;
import io.yizhan.client.model.PreviewOutcome;
import io.yizhan.client.model.Reservation;
import io.yizhan.client.model.ReservationMode;
import io.yizhan.client.model.ReservationOrPreview;
import io.yizhan.client.model.ReservationRequest;
import io.yizhan.client.model.ReservationState;
import io.yizhan.client.model.Slot;
import io.yizhan.client.model.SlotFullProblem;
import io.yizhan.client.model.SlotState;
import io.yizhan.client.model.Station;
import io.yizhan.client.model.StationSummary;
import io.yizhan.client.model.TokenRequest;
import io.yizhan.drill.EngineProcess;
import io.yizhan.postgres.TestPostgres;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that a generator made of the description, and nothing else, does what a phone and a gate do, at an engine of its own. */
@Tag("server")
final class GeneratedClientIT {
    private static final String STATION = "d-1";
    private static final String COURT = "d-1-b1";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @TempDir
    static Path folder;

    private static EngineProcess engine;

    @BeforeAll
    static void start() {
        engine = EngineProcess.serve(EngineProcess.environment(folder, TestPostgres.freshDatabase()))
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void findsASlotBooksItAndGivesItBack() throws Exception {
        MemberApi member = new MemberApi(client("member", "m-1"));
        Slot slot = slot(8);
        assertThat(slot.getState()).isEqualTo(SlotState.OPEN);

        ReservationOrPreview preview =
                member.placeReservation("first", request(slot).mode(ReservationMode.PREVIEW), null);
        assertThat(preview.getWould()).isEqualTo(PreviewOutcome.CONFIRMED);
        assertThat(preview.getQuotas())
                .allSatisfy(usage -> assertThat(usage.getCurrent()).isZero());
        assertThat(preview.getId()).isNull();

        ReservationOrPreview placed = member.placeReservation("first", request(slot), null);
        assertThat(placed.getState()).isEqualTo(ReservationState.CONFIRMED);
        assertThat(placed.getSlots()).containsExactly(slot.getId());
        assertThat(placed.getStationId()).isEqualTo(STATION);
        assertThat(placed.getItems()).singleElement().satisfies(item -> {
            assertThat(item.getVenueId()).isEqualTo(COURT);
            assertThat(item.getStart()).isEqualTo(slot.getStart());
            assertThat(item.getEnd()).isEqualTo(slot.getEnd());
        });
        assertThat(member.getMyStanding(null).getQuotas())
                .allSatisfy(usage -> assertThat(usage.getCurrent()).isOne());
        assertThat(placed.getStart()).isEqualTo(slot.getStart());
        assertThat(placed.getEnd()).isEqualTo(slot.getEnd());
        assertThat(placed.getCancelUntil()).isEqualTo(slot.getStart());
        assertThat(placed.getCreatedAt())
                .isBetween(
                        OffsetDateTime.now(ZONE).minusMinutes(5),
                        OffsetDateTime.now(ZONE).plusMinutes(5));
        assertThat(slot(8).getRemaining()).isZero();

        List<Reservation> mine = member.listMyReservations(
                        List.of(ReservationState.HELD, ReservationState.CONFIRMED), slot.getStart(), 10, null, null)
                .getReservations();
        assertThat(mine).extracting(Reservation::getId).contains(placed.getId());

        assertThat(member.cancelReservation(placed.getId(), null).getState()).isEqualTo(ReservationState.CANCELLED);
        assertThat(slot(8).getRemaining()).isEqualTo(1);
    }

    @Test
    void showsThePassAndTheCalendar() throws Exception {
        MemberApi member = new MemberApi(client("member", "m-2"));
        Slot slot = slot(9);
        String id = member.placeReservation("second", request(slot), null).getId();

        String pass = member.getReservation(id, null).getPass();
        assertThat(pass).isNotNull();
        File image = member.getPassImage(id, null);
        assertThat(scanned(image)).isEqualTo(pass);

        File calendar = member.getReservationCalendar(id, null);
        VEvent event = (VEvent) new CalendarBuilder()
                .build(new StringReader(Files.readString(calendar.toPath())))
                .getComponents("VEVENT")
                .getFirst();
        assertThat(Instant.from(event.getDateTimeStart().getDate()))
                .isEqualTo(slot.getStart().toInstant());
        assertThat(Instant.from(event.getDateTimeEnd().getDate()))
                .isEqualTo(slot.getEnd().toInstant());
        Files.delete(image.toPath());
        Files.delete(calendar.toPath());
    }

    @Test
    void holdsConfirmsAndHearsWhyNot() throws Exception {
        Slot slot = slot(10);
        MemberApi member = new MemberApi(client("member", "m-3"));
        ReservationOrPreview hold =
                member.placeReservation("third", request(slot).mode(ReservationMode.HOLD), null);
        assertThat(hold.getState()).isEqualTo(ReservationState.HELD);
        assertThat(hold.getHoldExpiresAt()).isAfter(hold.getCreatedAt());
        assertThat(member.confirmReservation(hold.getId(), null).getState()).isEqualTo(ReservationState.CONFIRMED);

        MemberApi late = new MemberApi(client("member", "m-4"));
        ApiException refused =
                catchThrowableOfType(ApiException.class, () -> late.placeReservation("fourth", request(slot), null));
        assertThat(refused.getCode()).isEqualTo(409);
        SlotFullProblem problem =
                JSON.getDefault().getMapper().readValue(refused.getResponseBody(), SlotFullProblem.class);
        assertThat(problem.getSlot()).isEqualTo(slot.getId());
        assertThat(problem.getRemaining()).isZero();
        assertThat(problem.getAlternatives()).isNotEmpty();
    }

    @Test
    void readsStationsHoursAndFigures() throws Exception {
        PublicApi open = new PublicApi(client());
        List<StationSummary> stations = open.listStations(
                        List.of(121.0, 31.0, 122.0, 31.5), null, null, null, null, null, 10, null, null)
                .getStations();
        assertThat(stations).extracting(StationSummary::getId).contains(STATION);
        Station station = open.getStation(STATION, null, null);
        assertThat(station.getHours().getMONDAY().getFirst().getTo()).isEqualTo("24:00");
        assertThat(station.getVenues().getFirst().getId()).isEqualTo(COURT);
        assertThat(open.getEquipment(STATION, null).getMachines())
                .singleElement()
                .satisfies(machine -> {
                    assertThat(machine.getState()).isEqualTo(EquipmentState.OFFLINE);
                    assertThat(machine.getLastHeard()).isNull();
                });
        assertThat(open.listActivities(tomorrow(), tomorrow(), null, null, null, null, null)
                        .getActivities())
                .isEmpty();
        assertThat(open.getPassKeys().getKeys()).hasSize(1);
        OperationApi operation = new OperationApi(client());
        assertThat(operation.getReadiness().getStatus()).isEqualTo(HealthStatus.UP);
        assertThat(operation.getMetrics()).contains("yizhan_http_requests_seconds_count");
        File contract = operation.getContract();
        assertThat(Files.readString(contract.toPath())).isEqualTo(Contract.text());
        Files.delete(contract.toPath());
    }

    @Test
    void findsSlotsOfAllStationsPageByPage() throws Exception {
        PublicApi open = new PublicApi(client());
        FoundSlots first = open.searchSlots(
                tomorrow(), "18:00", "24:00", null, null, List.of(121.42, 31.2), 2_000, 2, true, null, 2, null, null);
        assertThat(first.getDate()).isEqualTo(tomorrow());
        assertThat(first.getSlots()).hasSize(2).allSatisfy(slot -> {
            assertThat(slot.getStationId()).isEqualTo("d-2");
            assertThat(slot.getDistanceM()).isZero();
            assertThat(slot.getState()).isEqualTo(SlotState.OPEN);
        });
        FoundSlots second = open.searchSlots(
                tomorrow(),
                "18:00",
                "24:00",
                null,
                null,
                List.of(121.42, 31.2),
                2_000,
                2,
                true,
                null,
                2,
                first.getNext(),
                null);
        assertThat(second.getSlots())
                .extracting(FoundSlot::getId)
                .hasSize(2)
                .doesNotContainAnyElementsOf(
                        first.getSlots().stream().map(FoundSlot::getId).toList());
    }

    @Test
    void countsSomebodyIn() throws Exception {
        GateEvent entry = new GateEvent().seq(1L).at(OffsetDateTime.now(ZONE)).direction(Direction.IN);
        GateReceipt receipt = new GateApi(client("gate", "d-2-g1"))
                .recordGateEvents("d-2-g1", new GateEvents().boot("b-1").events(List.of(entry)), null);
        assertThat(receipt.getThrough()).isEqualTo(1);
        assertThat(receipt.getAccepted()).isEqualTo(1);
        var occupancy = new PublicApi(client()).getOccupancy("d-2", null);
        assertThat(occupancy.getInside()).isEqualTo(1);
        assertThat(occupancy.getAsOf()).isNotNull();
    }

    private static LocalDate tomorrow() {
        return LocalDate.now(ZONE).plusDays(1);
    }

    private static ReservationRequest request(Slot slot) {
        return new ReservationRequest()
                .slots(new java.util.LinkedHashSet<>(List.of(slot.getId())))
                .party(2);
    }

    private static Slot slot(int hour) throws ApiException {
        return new PublicApi(client())
                .getSlots(STATION, tomorrow(), COURT, null).getVenues().getFirst().getSlots().stream()
                        .filter(it -> it.getStart().atZoneSameInstant(ZONE).getHour() == hour)
                        .findFirst()
                        .orElseThrow();
    }

    private static String scanned(File png) throws Exception {
        BufferedImage image = ImageIO.read(png);
        int width = image.getWidth();
        int height = image.getHeight();
        LuminanceSource source =
                new RGBLuminanceSource(width, height, image.getRGB(0, 0, width, height, null, 0, width));
        // No photo: looked for as in one, some codes are not found, by what is written in them.
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)), Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }

    private static ApiClient client() {
        ApiClient client = new ApiClient();
        client.updateBaseUri("http://127.0.0.1:" + engine.port());
        return client;
    }

    private static ApiClient client(String role, String subject) throws ApiException {
        String token = new OperationApi(client())
                .giveTokens(new TokenRequest().roles(List.of(role)).subject(subject))
                .getToken();
        ApiClient client = client();
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        return client;
    }
}
