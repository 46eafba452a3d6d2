package io.yizhan.http.gate;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.WeeklyHours.Span;
import io.yizhan.core.AdmissionCode;
import io.yizhan.core.Command;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.pass.Pass;
import io.yizhan.pass.Passes;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/gates/{gate}/admissions}: whether the gate may open, answered once that is durable. What the pass says is looked at here,
 * what the books say there ({@code core.visit}). Not to let somebody in is an answer and no problem. Of one event loop.
 */
public final class AdmissionRoute {
    private static final DateTimeFormatter AT_THE_GATE = DateTimeFormatter.ofPattern("HH:mm");

    private final Commands commands;
    private final ShownPasses passes;

    public AdmissionRoute(Commands commands, Vertx vertx, Passes passes) {
        this.commands = commands;
        this.passes = new ShownPasses(vertx, passes);
    }

    /** Who asks, and for what. */
    private record Asked(Exchange exchange, String gate, Station station, AdmissionRequest request) {
        int stationNo() {
            return exchange.directory().stationNo(station.id());
        }
    }

    public void handle(Exchange exchange, String gate, Principal caller) {
        Station station = OwnGate.station(exchange, gate, caller);
        if (station == null) return;
        JsonBody.read(
                exchange,
                BodyReader.SHORT_BYTES_MAX,
                AdmissionRequest::parse,
                AdmissionRequest.class,
                request -> decide(new Asked(exchange, gate, station, request)));
    }

    private void decide(Asked asked) {
        if (!asked.request.pass().isEmpty())
            passes.read(asked.exchange, asked.request.pass(), pass -> decide(asked, pass));
        else if (asked.request.in()) walkIn(asked);
        else answer(asked, AdmissionCode.EXIT);
    }

    private void walkIn(Asked asked) {
        if (!isOpen(asked.station, asked.exchange)) {
            answer(asked, AdmissionCode.STATION_CLOSED);
            return;
        }
        int aheadMin = asked.exchange.directory().city().occupancy().walkInAheadMin();
        ask(asked, new GateCommand.AdmitWalkIn(asked.stationNo(), asked.station.occupancyMax(), aheadMin), 0);
    }

    private static boolean isOpen(Station station, Exchange exchange) {
        ZonedDateTime now = Instant.ofEpochMilli(exchange.nowMs()).atZone(exchange.zone());
        int minute = now.getHour() * 60 + now.getMinute();
        return station.hours().covers(now.getDayOfWeek(), new Span(minute, minute + 1));
    }

    private void decide(Asked asked, @Nullable Pass pass) {
        AdmissionCode code = pass == null ? AdmissionCode.PASS_INVALID : byItself(asked, pass);
        if (pass != null && code == null) {
            long id = ReservationIds.parse(pass.reservationId());
            ask(
                    asked,
                    new GateCommand.Admit(
                            asked.gate,
                            asked.stationNo(),
                            id,
                            pass.companion(),
                            asked.request.in(),
                            asked.request.retry()),
                    id);
        } else {
            answer(asked, code == null || !asked.request.in() ? AdmissionCode.EXIT : code);
        }
    }

    /** Why it lets nobody in here and now, whatever has become of its reservation; null for no reason. */
    private static @Nullable AdmissionCode byItself(Asked asked, Pass pass) {
        int stationNo = asked.exchange.directory().stationNo(pass.stationId());
        // Ids are each city's own, and cities of one cluster share the key: the station tells which city's this is.
        if (stationNo == 0) return AdmissionCode.PASS_OF_OTHER_CITY;
        if (stationNo != asked.stationNo()) return AdmissionCode.PASS_OF_OTHER_STATION;
        boolean over = asked.exchange.nowMs() >= pass.endsAtS() * 1_000;
        return over && asked.request.in() ? AdmissionCode.TOO_LATE : null;
    }

    private void ask(Asked asked, Command.For<Outcome.Admission> command, long reservationId) {
        commands.submit(
                asked.exchange,
                command,
                admission -> answer(asked, admission, reservationId),
                refusal -> refused(asked, command, refusal));
    }

    /** Whoever wants out gets out, also where nobody has the time to take note of it: what happens then, the gate reports. */
    private void refused(Asked asked, Command.For<Outcome.Admission> command, Refusal refusal) {
        if (command instanceof GateCommand.Admit admit && !admit.in()) answer(asked, AdmissionCode.EXIT);
        else commands.refused(asked.exchange, refusal);
    }

    private static void answer(Asked asked, AdmissionCode code) {
        answer(asked, Outcome.Admission.of(code), 0);
    }

    private static void answer(Asked asked, Outcome.Admission admission, long reservationId) {
        Exchange exchange = asked.exchange;
        AdmissionCode code = admission.code();
        exchange.loop().shared.metrics().admission(code);
        JsonOut json = exchange.json(256).object().field("admit", code.admits()).field("code", code.name());
        if (reservationId != 0) json.field("reservationId", ReservationIds.format(reservationId));
        String time = "";
        if (admission.opensAtMs() != 0) {
            json.time("opensAt", admission.opensAtMs());
            time = AT_THE_GATE.format(
                    LocalTime.ofInstant(Instant.ofEpochMilli(admission.opensAtMs()), exchange.zone()));
        }
        if (admission.insideSinceMs() != 0)
            json.field("inside", admission.inside()).time("insideSince", admission.insideSinceMs());
        json.field("message", AdmissionTexts.of(exchange.language(), code, time));
        exchange.header(HttpHeaders.CONTENT_LANGUAGE, exchange.language().tag);
        exchange.personal(200, json.end());
    }
}
