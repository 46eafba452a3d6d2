package io.yizhan.http.iclock;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.catalogue.Controller;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Gate;
import io.yizhan.controller.ControllerWatch;
import io.yizhan.controller.ControllerWatch.Refused;
import io.yizhan.controller.Passages;
import io.yizhan.core.GateCommand;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.head.LoopbackHosts;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * All that a device asks for below {@code /iclock}. Whoever is not registered, or comes from elsewhere, hears 406 and no word of which it is.
 * Nothing of a device's fault is an error to it: what makes no sense is acknowledged, since it would be sent again for ever. Any node
 * answers; who passed is for the owner of the city, and on disk there before the device hears so.
 */
public final class IclockRoutes {
    static final int BODY_BYTES_MAX = 1024 * 1024;

    private static final CharSequence FETCH_SITE = new AsciiString("sec-fetch-site");
    private static final CharSequence TEXT = new AsciiString("text/plain");
    private static final String OK = "OK";
    private static final String COUNT_FORM = "[0-9]{1,9}";
    private static final String TABLE_FORM = "[A-Za-z0-9_]{1,32}";

    private final Commands commands;
    private final ControllerWatch watch;
    private final boolean development;

    /** @param development whether a controller that lists no addresses is let in from this machine */
    public IclockRoutes(Commands commands, ControllerWatch watch, boolean development) {
        this.commands = commands;
        this.watch = watch;
        this.development = development;
    }

    /** {@code GET /iclock/cdata}: how it is to report. */
    public void greet(Exchange exchange) {
        admit(exchange, (query, gate) -> {
            String serial = query.serial();
            boolean access = query.text("devicetype").toLowerCase(Locale.ROOT).equals("acc");
            answer(
                    exchange,
                    access
                            ? Greeting.ofAccess(serial)
                            : Greeting.ofAttendance(serial, exchange.zone(), exchange.nowMs()));
        });
    }

    /** {@code POST /iclock/registry}. */
    public void register(Exchange exchange) {
        admit(exchange, (query, gate) -> read(exchange, Greeting.registered(query.serial())));
    }

    /** {@code POST /iclock/push}: what it does not find in the answer to its registration. */
    public void settings(Exchange exchange) {
        admit(exchange, (query, gate) -> read(exchange, Greeting.settings(query.serial())));
    }

    /** {@code GET /iclock/ping} and {@code /iclock/getrequest}: it is there, and there is nothing for it to do. */
    public void idle(Exchange exchange) {
        admit(exchange, (query, gate) -> answer(exchange, OK));
    }

    /** {@code POST /iclock/devicecmd}: what became of commands. It was given none. */
    public void done(Exchange exchange) {
        admit(exchange, (query, gate) -> read(exchange, OK));
    }

    /** {@code POST /iclock/cdata}: what it has to tell. */
    public void take(Exchange exchange) {
        admit(
                exchange,
                (query, gate) -> BodyReader.read(exchange, BODY_BYTES_MAX, body -> take(exchange, query, gate, body)));
    }

    private void take(Exchange exchange, DeviceQuery query, Gate gate, Buffer body) {
        Controller controller = Objects.requireNonNull(gate.controller());
        Passages passages = new Passages(controller, exchange.zone(), exchange.nowMs());
        // Whatever it is written in: what counts of it is ASCII.
        String text = body.toString(StandardCharsets.UTF_8);
        String said = OK;
        switch (query.text("table").toLowerCase(Locale.ROOT)) {
            case "attlog" -> said = "OK: " + AttendanceLog.read(text, passages);
            case "operlog" ->
                said = "OK: " + text.lines().filter(it -> !it.isBlank()).count();
            case "rtlog" -> AccessLog.read(text, passages);
            case "tabledata" -> said = received(query);
            default -> {}
        }
        String acknowledged = said;
        Directory directory = exchange.directory();
        List<GateCommand.RecordGateEvents> asked =
                passages.commands(gate.id(), directory.stationNoOfGate(gate.id()), directory.venueNoOfGate(gate.id()));
        new Upload(commands, exchange, asked, () -> {
                    watch.heard(controller, passages);
                    answer(exchange, acknowledged);
                })
                .go();
    }

    /** Without its own count it sends the rows again. */
    private static String received(DeviceQuery query) {
        String table = query.text("tablename");
        String count = query.text("count");
        return table.matches(TABLE_FORM) && count.matches(COUNT_FORM) ? table + "=" + count : OK;
    }

    private void admit(Exchange exchange, BiConsumer<DeviceQuery, Gate> then) {
        DeviceQuery query = DeviceQuery.of(exchange.request.uri());
        Gate gate = exchange.directory().gateOfController(Controller.Kind.ZKTECO, query.serial());
        String address = Objects.requireNonNullElse(exchange.loop().connections.addressOf(exchange.request), "");
        if (gate == null || gate.controller() == null) refuse(exchange, Refused.UNKNOWN, query, address);
        else if (!mayComeFrom(gate.controller(), address)) refuse(exchange, Refused.ADDRESS, query, address);
        else if (isOfPage(exchange.request.headers())) refuse(exchange, Refused.PAGE, query, address);
        else then.accept(query, gate);
    }

    /** A browser says so by itself: any site's page can send a form to here, from the address that it shares with a gate. */
    private static boolean isOfPage(MultiMap headers) {
        return headers.contains(HttpHeaders.ORIGIN) || headers.contains(FETCH_SITE);
    }

    private boolean mayComeFrom(Controller controller, String address) {
        if (controller.addresses().isEmpty()) return development && LoopbackHosts.isLoopback(address);
        return controller.mayComeFrom(address);
    }

    private void refuse(Exchange exchange, Refused why, DeviceQuery query, String address) {
        watch.refused(Controller.Kind.ZKTECO, why, query.serial(), address);
        exchange.problem(Problem.of(ProblemCode.CONTROLLER_UNKNOWN));
    }

    private static void read(Exchange exchange, String said) {
        BodyReader.read(exchange, BODY_BYTES_MAX, body -> answer(exchange, said));
    }

    private static void answer(Exchange exchange, String said) {
        exchange.personal(200, TEXT, Buffer.buffer(said));
    }
}
