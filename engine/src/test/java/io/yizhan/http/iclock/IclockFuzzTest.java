package io.yizhan.http.iclock;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.controller.Passages;
import io.yizhan.controller.Verdict;
import io.yizhan.core.GateCommand;
import io.yizhan.fuzz.Fuzz;
import io.yizhan.fuzz.Mutator;
import io.yizhan.town.ControllerTown;
import io.yizhan.town.HttpTown;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated uploads of devices: whatever they say, what comes of it is a command that the books can take. */
@Tag("slow")
final class IclockFuzzTest {
    private static final int BYTES_MAX = 32 << 20;
    private static final long NOW_MS =
            HttpTown.TODAY.atTime(10, 0).atZone(HttpTown.ZONE).toInstant().toEpochMilli();

    private static final String ACCESS = """
            time=2026-11-21 09:49:32\tpin=1001\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=15\tindex=42\r
            index=43\ttime=2026-11-21 09:49:33\tpin=0\tcardno=77\teventaddr=1\tevent=202\tinoutstatus=2
            """;
    private static final String ATTENDANCE =
            "1001\t2026-11-21 09:02:11\t0\t1\t0\n1002\t2026-11-21 09:02:11\t1\t1\t0\r\n";

    @Test
    void everyUploadIsACommandThatTheBooksCanTake() throws Exception {
        Mutator mutator = new Mutator(
                new byte[][] {
                    ACCESS.getBytes(StandardCharsets.US_ASCII),
                    ATTENDANCE.getBytes(StandardCharsets.US_ASCII),
                    (ACCESS + ATTENDANCE).repeat(20).getBytes(StandardCharsets.US_ASCII)
                },
                "\t",
                "\n",
                "=",
                "index=",
                "time=",
                "pin=",
                "event=",
                "99999999999999999999",
                "-1",
                "2026-02-30 25:61:61",
                "\u0000",
                "\u00c0\u0080");
        Fuzz.run("iclock", BYTES_MAX, random -> {
            String body = new String(mutator.next(random), StandardCharsets.UTF_8);
            Passages passages = new Passages(ControllerTown.zkteco("A"), HttpTown.ZONE, NOW_MS);
            int lines = AttendanceLog.read(body, passages);
            AccessLog.read(body, passages);
            int told = 0;
            for (Verdict each : Verdict.values()) told += passages.count(each);
            assertThat(told).isEqualTo(2 * lines);
            for (GateCommand.RecordGateEvents each : passages.commands("g", 1, 0)) {
                assertThat(each.boot()).matches("[!-~]{1,64}");
                assertThat(each.seqs()).hasSizeLessThanOrEqualTo(GateCommand.GATE_EVENTS_MAX);
                for (long seq : each.seqs()) assertThat(seq).isPositive();
                for (long seq : each.spoilt()) assertThat(seq).isPositive();
                for (String who : each.credentials()) assertThat(who).matches("[!-~]{1,65}");
                for (long atMs : each.atMs()) assertThat(atMs).isBetween(NOW_MS - 7 * 86_400_000, NOW_MS + 86_400_000);
            }
        });
    }
}
