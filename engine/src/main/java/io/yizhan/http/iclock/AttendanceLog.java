package io.yizhan.http.iclock;

import io.yizhan.catalogue.Controller.Direction;
import io.yizhan.controller.LocalTimes;
import io.yizhan.controller.Passages;
import io.yizhan.controller.Report;
import io.yizhan.controller.Verdict;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What an attendance terminal uploads as {@code ATTLOG}: a line for everybody who showed themselves, with tabs between PIN, local time,
 * status (0 in, 1 out), and what does not matter here. It has no index.
 */
final class AttendanceLog {
    private static final String IN = "0";
    private static final String OUT = "1";

    private AttendanceLog() {}

    /** Adds what it says; gives the number of its lines, all of which the device may forget. */
    static int read(String body, Passages passages) {
        int lines = 0;
        for (String line : (Iterable<String>) body.lines()::iterator) {
            if (line.isBlank()) continue;
            lines++;
            Report report = line.length() < LocalTimes.CHARS ? null : report(line);
            if (report == null) passages.count(Verdict.MALFORMED, 1);
            else passages.add(report);
        }
        return lines;
    }

    private static @Nullable Report report(String line) {
        String[] fields = line.split("\t", 4);
        if (fields.length < 2) return null;
        String pin = fields[0].strip();
        LocalDateTime at = LocalTimes.parse(fields[1].strip());
        if (at == null || !Credentials.isPin(pin)) return null;
        String status = fields.length < 3 ? "" : fields[2].strip();
        if (status.length() > Credentials.PIN_CHARS_MAX) return null;
        Direction said = status.equals(IN) ? Direction.IN : status.equals(OUT) ? Direction.OUT : null;
        return new Report(at, 0, pin + '\t' + status, null, 0, said, pin);
    }
}
