package io.yizhan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.core.SlotKey;
import io.yizhan.town.CityBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotIdsTest {
    private static SlotIds ids(String zone) {
        return new SlotIds(CityBuilder.numbered(Fixtures.city(zone, List.of(), List.of())));
    }

    private static long key(String instant) {
        return SlotKey.of(1, (int) (Instant.parse(instant).getEpochSecond() / 60));
    }

    @Test
    void writesAndReadsTheLocalStart() {
        SlotIds ids = new SlotIds(CityBuilder.numbered(DemoCity.shanghai()));
        long key = key("2026-11-21T10:00:00Z");
        assertThat(ids.format(key)).isEqualTo("sh-001-b1.20261121T1800");
        assertThat(ids.parse("sh-001-b1.20261121T1800")).isEqualTo(key);
    }

    @Test
    void addsTheOffsetToTheSecondOfTwoEqualTimes() {
        SlotIds ids = ids("America/New_York");
        assertThat(ids.format(key("2026-11-01T05:30:00Z"))).isEqualTo("v.20261101T0130");
        assertThat(ids.format(key("2026-11-01T06:30:00Z"))).isEqualTo("v.20261101T0130-0500");
        assertThat(ids.parse("v.20261101T0130")).isEqualTo(key("2026-11-01T05:30:00Z"));
        assertThat(ids.parse("v.20261101T0130-0500")).isEqualTo(key("2026-11-01T06:30:00Z"));
        assertThat(ids("Australia/Lord_Howe").format(key("2026-04-04T15:10:00Z")))
                .isEqualTo("v.20260405T0140+1030");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "v",
                "v.",
                ".20261121T1800",
                "w.20261121T1800",
                "vv.20261121T1800",
                "v.20261121T180",
                "v.20261121T18000",
                "v.20261121t1800",
                "v.20261121T2400",
                "v.20261121T1860",
                "v.20261131T1800",
                "v.20270229T1800",
                "v.20261321T1800",
                "v.20260021T1800",
                "v.20261100T1800",
                "v.19991231T1800",
                "v.21000101T1800",
                "v.2026112１T1800",
                "v.20261121T1800-0500",
                "v.20261101T0130-0400",
                "v.20261101T0130+0500",
                "v.20261101T0130Z0500",
                "v.20261101T0330-0500",
                "v.20260308T0230",
                " v.20261121T1800",
                "v.20261121T1800 ",
                "v..20261121T1800",
                "v.-0261121T1800"
            })
    void doesNotKnowAnythingElse(String id) {
        assertThat(ids("America/New_York").parse(id)).isEqualTo(SlotIds.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Asia/Shanghai",
                "Europe/Berlin",
                "America/New_York",
                "America/Santiago",
                "Africa/Cairo",
                "Africa/Casablanca",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "Asia/Kathmandu",
                "UTC",
                "-12:00"
            })
    void givesEveryMinuteExactlyOneIdThatAgreesWithTheCalendar(String zone) {
        SlotIds ids = ids(zone);
        DateTimeFormatter local = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm").withZone(ZoneId.of(zone));
        Random random = new Random(zone.hashCode());
        int firstMin = (int) LocalDate.of(2000, 1, 2).toEpochDay() * 1440;
        int lastMin = (int) LocalDate.of(2099, 12, 31).toEpochDay() * 1440;
        for (int i = 0; i < 200_000; i++) {
            // Every ten minutes of 2026 and half of 2027, then anywhere.
            int startMin = i < 80_000
                    ? (int) LocalDate.of(2026, 1, 1).toEpochDay() * 1440 + i * 10
                    : random.nextInt(firstMin, lastMin);
            long key = SlotKey.of(1, startMin);
            String id = ids.format(key);
            if (i % 8 == 0) assertThat(id).startsWith("v." + local.format(Instant.ofEpochSecond(startMin * 60L)));
            if (ids.parse(id) != key) assertThat(ids.parse(id)).as(id).isEqualTo(key);
        }
    }

    @Test
    void neverThrowsForRubbishAndNeverReadsOneSlotTwoWays() {
        SlotIds ids = ids("America/New_York");
        Random random = new Random(42);
        String alphabet = "v.0123456789T+-2026110101é\u0000中 ";
        int known = 0;
        for (int i = 0; i < 300_000; i++) {
            StringBuilder text = new StringBuilder(i % 3 == 0 ? "" : "v.20261101T0130-0500");
            if (text.isEmpty()) {
                for (int n = random.nextInt(24); n > 0; n--)
                    text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            } else {
                for (int n = random.nextInt(3); n >= 0; n--) {
                    text.setCharAt(random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
                }
                if (random.nextBoolean()) text.setLength(15);
            }
            String id = text.toString();
            long key = ids.parse(id);
            if (key == SlotIds.UNKNOWN) continue;
            known++;
            assertThat(ids.format(key)).isEqualTo(id);
        }
        assertThat(known).isGreaterThan(1_000);
    }

    @Test
    void knowsFormerVenuesAndTellsManyApart() {
        City city = DemoCity.shanghai();
        Directory numbered = CityBuilder.numbered(city);
        SlotIds ids = new SlotIds(numbered);
        for (int venueNo = 1; venueNo < numbered.venueNoEnd(); venueNo++) {
            long key = SlotKey.of(venueNo, 30_000_000);
            assertThat(ids.parse(ids.format(key))).isEqualTo(key);
        }
        City small = Fixtures.city("Asia/Shanghai", List.of(), List.of());
        SlotIds former = new SlotIds(new Directory(small, Map.of("s", 1), Map.of("v", 3, "gone", 2)));
        assertThat(former.format(former.parse("gone.20261121T1800"))).isEqualTo("gone.20261121T1800");
    }

    @Test
    void refusesToWriteKeysOfNoVenueOrYear() {
        SlotIds ids = ids("Asia/Shanghai");
        assertThatThrownBy(() -> ids.format(SlotKey.of(2, 30_000_000))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ids.format(SlotKey.of(0, 30_000_000))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ids.format(SlotIds.UNKNOWN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ids.format(SlotKey.of(1, 0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ids.format(SlotKey.of(1, Integer.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
