package io.yizhan.http.equipment;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.equipment.StationMachines;
import io.yizhan.fuzz.Fuzz;
import io.yizhan.fuzz.Mutator;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated bodies of machines and gateways: understood and taken in, or refused as the API says. */
@Tag("slow")
final class ReportFuzzTest {
    private static final int BYTES_MAX = 4 << 20;
    private static final long NOW_MS = Instant.parse("2026-11-21T10:00:00Z").toEpochMilli();

    private final StationMachines machines = new StationMachines();

    @Test
    void understandsReportsOrSaysWhatIsWrong() throws Exception {
        String word =
                "{\"at\":\"2026-11-21T18:00:00+08:00\",\"state\":\"IN_USE\",\"session\":{\"pass\":\"p\",\"elapsedS\":600,"
                        + "\"distanceM\":1800,\"energyKcal\":92,\"heartRateBpm\":141,\"powerW\":120}}";
        String frame = "{\"at\":\"2026-11-21T10:00:00.5Z\",\"characteristic\":\"2ACD\",\"value\":\"0201E204B0049B\"}";
        Mutator words =
                Mutator.ofJson(word, "{\"at\":\"2026-11-21T18:00:00+08:00\"}", frames(word, 3), frames(word, 40));
        Mutator frames = Mutator.ofJson(frame, frames(frame, 3), frames(frame, 40));
        Fuzz.run("reports", BYTES_MAX, random -> {
            boolean ofGateway = random.nextBoolean();
            byte[] body = (ofGateway ? frames : words).next(random);
            ReportReader reader = ofGateway ? new FrameReader(NOW_MS) : new TelemetryReader(NOW_MS);
            if (!(reader.parse(body) instanceof Report report)) return;
            assertThat(report.rejected()).hasSizeLessThanOrEqualTo(Report.REJECTED_MAX);
            assertThat(report.words().size() + report.rejectedCount()).isBetween(1, Report.FRAMES_MAX);
            for (Word each : report.words()) take(each);
        });
    }

    private void take(Word word) {
        switch (word) {
            case Word.Said said -> {
                assertThat(said.telemetry().atMs())
                        .isBetween(NOW_MS - ReportReader.LATE_MS_MAX, NOW_MS + ReportReader.AHEAD_MS_MAX);
                machines.hear("m", said.telemetry(), NOW_MS);
            }
            case Word.Framed framed -> machines.hear("m", framed.part(), framed.atMs(), NOW_MS);
        }
    }

    private static String frames(String one, int count) {
        return "{\"frames\":[" + (one + ",").repeat(count - 1) + one + "]}";
    }
}
