package io.yizhan.http.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.SlotIds;
import io.yizhan.catalogue.WeeklySlot;
import io.yizhan.town.HttpTown;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeriesWeekTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final SlotIds IDS = new SlotIds(HttpTown.changed("x", NEW_YORK, "en"));

    private static SeriesWeek week(int week, String... slots) {
        List<WeeklySlot> series =
                Arrays.stream(slots).map(it -> WeeklySlot.of(it, NEW_YORK)).toList();
        return SeriesWeek.of(series, week, IDS);
    }

    @Test
    void hasAllSlotsOfThatWeekInTheirOrder() {
        SeriesWeek week = week(2, "s-1-b1.20261121T1900", "s-1-b1.20261121T1800", "s-1-b2.20261122T1800");
        assertThat(week.slots())
                .containsExactly("s-1-b1.20261205T1900", "s-1-b1.20261205T1800", "s-1-b2.20261206T1800");
        assertThat(week.unknown()).isNull();
        assertThat(week.keys())
                .containsExactly(
                        IDS.parse("s-1-b1.20261205T1900"),
                        IDS.parse("s-1-b1.20261205T1800"),
                        IDS.parse("s-1-b2.20261206T1800"));
    }

    @Test
    void namesTheSlotWhoseTimeTheClockSkips() {
        SeriesWeek week = week(1, "s-1-b1.20270307T0130", "s-1-b1.20270307T0230", "s-1-b1.20270307T0330");
        assertThat(week.unknown()).isEqualTo("s-1-b1.20270314T0230");
        assertThat(week(2, "s-1-b1.20270307T0130", "s-1-b1.20270307T0230").unknown())
                .isNull();
    }

    /** Else one slot would be asked for twice. */
    @Test
    void hasOneSlotWhereTheFirstWeekHasTwoOfOneTime() {
        SeriesWeek week = week(1, "s-1-b1.20261101T0130", "s-1-b1.20261101T0130-0500");
        assertThat(week.slots()).containsExactly("s-1-b1.20261108T0130");
        assertThat(week(0, "s-1-b1.20261101T0130", "s-1-b1.20261101T0130-0500").slots())
                .hasSize(2);
    }
}
