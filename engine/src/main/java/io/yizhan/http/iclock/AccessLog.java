package io.yizhan.http.iclock;

import io.yizhan.catalogue.Controller.Direction;
import io.yizhan.controller.LocalTimes;
import io.yizhan.controller.Passages;
import io.yizhan.controller.Report;
import io.yizhan.controller.Verdict;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an access panel uploads as {@code rtlog}: a line for everything that happened, with tabs between {@code key=value}, in any order.
 * {@code event} says what it was: 0 to 19 and 200 to 253 somebody was let in, 20 to 99 not, 100 to 199 an alarm. Where {@code pin} is 0 it is
 * about the device. {@code index} is the device's own number of it.
 */
final class AccessLog {
    private static final int FIELDS_MAX = 64;
    private static final int GRANTED_END = 20;
    private static final int ALARMS_END = 200;
    private static final int EVENTS_END = 254;

    private static final String IN = "0";
    private static final String OUT = "1";

    private AccessLog() {}

    static void read(String body, Passages passages) {
        for (String line : (Iterable<String>) body.lines()::iterator) {
            if (line.isBlank()) continue;
            Report report = line.length() < LocalTimes.CHARS ? null : report(fields(line));
            if (report == null) passages.count(Verdict.MALFORMED, 1);
            else passages.add(report);
        }
    }

    private static Map<String, String> fields(String line) {
        Map<String, String> fields = new HashMap<>();
        for (String field : line.split("\t", FIELDS_MAX)) {
            int equals = field.indexOf('=');
            if (equals > 0)
                fields.putIfAbsent(
                        field.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        field.substring(equals + 1).strip());
        }
        return fields;
    }

    private static @Nullable Report report(Map<String, String> fields) {
        LocalDateTime at = LocalTimes.parse(fields.getOrDefault("time", ""));
        long event = number(fields, "event");
        long index = number(fields, "index");
        String pin = fields.getOrDefault("pin", "");
        boolean known = Credentials.isNone(pin) || Credentials.isPin(pin);
        if (at == null || event < 0 || event >= EVENTS_END || index < 0 || !known) return null;
        String card = fields.getOrDefault("cardno", "");
        long door = Math.max(0, number(fields, "eventaddr"));
        String side = fields.getOrDefault("inoutstatus", "");
        Direction said = side.equals(IN) ? Direction.IN : side.equals(OUT) ? Direction.OUT : null;
        return new Report(
                at,
                index,
                String.join("\t", pin, Credentials.of("", card), Long.toString(door), Long.toString(event), side),
                instead(event, pin),
                (int) Math.min(Integer.MAX_VALUE, door),
                said,
                Credentials.of(pin, card));
    }

    private static @Nullable Verdict instead(long event, String pin) {
        if (event >= GRANTED_END && event < ALARMS_END) return Verdict.DENIED;
        return Credentials.isNone(pin) ? Verdict.DEVICE : null;
    }

    /** 0 where it is not given, below that where it is no number. */
    private static long number(Map<String, String> fields, String name) {
        String text = fields.getOrDefault(name, "0");
        boolean good = !text.isEmpty() && text.length() <= 18;
        for (int i = 0; good && i < text.length(); i++) good = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        return good ? Long.parseLong(text) : -1;
    }
}
