package io.yizhan.controller;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.yizhan.catalogue.Controller;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator learns of controllers: figures, and a line in the log for whoever is not let in, once an hour for each. Any thread. */
public final class ControllerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerWatch.class);
    private static final long HOUR_MS = 3_600_000;
    /** Beyond so many within an hour nothing more is told: somebody makes them up. */
    private static final int TOLD_MAX = 1_000;

    /** Why a controller is not listened to. */
    public enum Refused {
        /** No gate of the city has it. */
        UNKNOWN,
        /** It comes from where it may not. */
        ADDRESS,
        /** A browser sends it. */
        PAGE
    }

    private final InstantSource clock;
    private final Map<Controller.Kind, Map<Verdict, Counter>> events = new EnumMap<>(Controller.Kind.class);
    private final Map<Controller.Kind, Map<Refused, Counter>> refused = new EnumMap<>(Controller.Kind.class);
    private final Map<Controller.Kind, Counter> lost = new EnumMap<>(Controller.Kind.class);
    /** The hour in which it was told. */
    private final Map<String, Long> told = new HashMap<>();

    public ControllerWatch(MeterRegistry meters, InstantSource clock) {
        this.clock = clock;
        for (Controller.Kind kind : Controller.Kind.values()) {
            Map<Verdict, Counter> byVerdict = new EnumMap<>(Verdict.class);
            for (Verdict each : Verdict.values()) {
                Counter counter = Counter.builder("yizhan.controllers.events")
                        .description(
                                "What controllers of gates have reported, repetitions included, by what became of it")
                        .tag("kind", tag(kind))
                        .tag("verdict", tag(each))
                        .register(meters);
                byVerdict.put(each, counter);
            }
            events.put(kind, byVerdict);
            Map<Refused, Counter> byReason = new EnumMap<>(Refused.class);
            for (Refused each : Refused.values()) {
                Counter counter = Counter.builder("yizhan.controllers.refused")
                        .description("Messages of controllers that were not listened to")
                        .tag("kind", tag(kind))
                        .tag("why", tag(each))
                        .register(meters);
                byReason.put(each, counter);
            }
            refused.put(kind, byReason);
            Counter ofKind = Counter.builder("yizhan.controllers.lost")
                    .description(
                            "Events of controllers that came and were not recorded: too many waited, or the gate was refused")
                    .tag("kind", tag(kind))
                    .register(meters);
            lost.put(kind, ofKind);
        }
    }

    private static String tag(Enum<?> each) {
        return each.name().toLowerCase(Locale.ROOT);
    }

    /** What came of one message. */
    public void heard(Controller controller, Passages passages) {
        for (Verdict each : Verdict.values()) {
            int count = passages.count(each);
            if (count > 0) count(events, controller.kind(), each, count);
        }
        if (passages.count(Verdict.UNTIMELY) > 0 && isNews("clock " + controller.kind() + controller.serial()))
            LOG.warn(
                    "controller {} {} reports what is more than a week ago, or still to come: its clock may be wrong, and such events do not count",
                    controller.kind(),
                    controller.serial());
    }

    /** So many will not be recorded. */
    public void lost(Controller.Kind kind, String serial, int count) {
        Counter counter = lost.get(kind);
        if (counter != null) counter.increment(count);
        if (count > 0 && isNews("lost " + kind + serial)) LOG.warn("events of controller {} {} are lost", kind, serial);
    }

    /** One message that is not listened to. */
    public void refused(Controller.Kind kind, Refused why, String serial, String address) {
        count(refused, kind, why, 1);
        String known = isSerial(serial) ? serial : "(no serial number)";
        if (!isNews(why + " " + kind + known)) return;
        switch (why) {
            case UNKNOWN -> LOG.warn("{} {} from {} is refused: no gate has such a controller", kind, known, address);
            case PAGE -> LOG.warn("{} {} from {} is refused: a browser's page has sent it", kind, known, address);
            case ADDRESS ->
                LOG.warn("{} {} from {} is refused: its gate lists other addresses for it", kind, known, address);
        }
    }

    private static <E> void count(
            Map<Controller.Kind, Map<E, Counter>> counters, Controller.Kind kind, E which, int more) {
        Counter counter = counters.getOrDefault(kind, Map.of()).get(which);
        if (counter != null) counter.increment(more);
    }

    /** What else was sent as a serial number is not for a log. */
    private static boolean isSerial(String text) {
        boolean good = !text.isEmpty() && text.length() <= Controller.SERIAL_CHARS_MAX;
        for (int i = 0; good && i < text.length(); i++) {
            char c = text.charAt(i);
            good = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
        }
        return good;
    }

    private synchronized boolean isNews(String what) {
        long hour = clock.millis() / HOUR_MS;
        if (told.size() >= TOLD_MAX) told.values().removeIf(it -> it != hour);
        Long before = told.get(what);
        if ((before != null && before == hour) || told.size() >= TOLD_MAX) return false;
        told.put(what, hour);
        return true;
    }
}
