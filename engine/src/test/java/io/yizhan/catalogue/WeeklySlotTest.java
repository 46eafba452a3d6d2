package io.yizhan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.SlotKey;
import io.yizhan.town.CityBuilder;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WeeklySlotTest {
    private static final String NEW_YORK = "America/New_York";
    private static final String LONDON = "Europe/London";
    private static final String SHANGHAI = "Asia/Shanghai";

    private static WeeklySlot slot(String zone, String id) {
        return WeeklySlot.of(id, ZoneId.of(zone));
    }

    private static SlotIds ids(String zone) {
        return new SlotIds(CityBuilder.numbered(Fixtures.city(zone, List.of(), List.of())));
    }

    private static String instant(String zone, String id) {
        return Instant.ofEpochMilli(SlotKey.startMs(ids(zone).parse(id))).toString();
    }

    @Test
    void isItselfInTheFirstWeek() {
        assertThat(slot(SHANGHAI, "sh-001-b1.20261121T1800").id(0)).isEqualTo("sh-001-b1.20261121T1800");
        assertThat(slot(NEW_YORK, "v.20261101T0130-0500").id(0)).isEqualTo("v.20261101T0130-0500");
    }

    @Test
    void keepsTheTimeThatTheClockShowsWhenItIsPutForwardInLondon() {
        WeeklySlot slot = slot(LONDON, "v.20270321T1800");
        assertThat(instant(LONDON, slot.id(0))).isEqualTo("2027-03-21T18:00:00Z");
        assertThat(slot.id(1)).isEqualTo("v.20270328T1800");
        assertThat(instant(LONDON, slot.id(1))).isEqualTo("2027-03-28T17:00:00Z");
    }

    @Test
    void keepsTheTimeThatTheClockShowsWhenItIsPutBackInLondon() {
        WeeklySlot slot = slot(LONDON, "v.20261018T1800");
        assertThat(instant(LONDON, slot.id(0))).isEqualTo("2026-10-18T17:00:00Z");
        assertThat(slot.id(1)).isEqualTo("v.20261025T1800");
        assertThat(instant(LONDON, slot.id(1))).isEqualTo("2026-10-25T18:00:00Z");
    }

    @Test
    void hasAnIdThatNobodyKnowsWhereTheClockSkipsTheTime() {
        WeeklySlot inNewYork = slot(NEW_YORK, "v.20270307T0230");
        assertThat(inNewYork.id(1)).isEqualTo("v.20270314T0230");
        assertThat(ids(NEW_YORK).parse(inNewYork.id(1))).isEqualTo(SlotIds.UNKNOWN);
        assertThat(inNewYork.id(2)).isEqualTo("v.20270321T0230");
        assertThat(instant(NEW_YORK, inNewYork.id(2))).isEqualTo("2027-03-21T06:30:00Z");
        assertThat(ids(LONDON).parse(slot(LONDON, "v.20270321T0130").id(1))).isEqualTo(SlotIds.UNKNOWN);
    }

    @Test
    void isTheFirstWhereTheClockShowsTheTimeTwice() {
        WeeklySlot slot = slot(NEW_YORK, "v.20261025T0130");
        assertThat(slot.id(1)).isEqualTo("v.20261101T0130");
        assertThat(instant(NEW_YORK, slot.id(1))).isEqualTo("2026-11-01T05:30:00Z");
    }

    @Test
    void isTheOnlyOneInTheWeeksAfterTheSecondOfTwo() {
        WeeklySlot slot = slot(NEW_YORK, "v.20261101T0130-0500");
        assertThat(slot.id(1)).isEqualTo("v.20261108T0130");
        assertThat(instant(NEW_YORK, slot.id(1))).isEqualTo("2026-11-08T06:30:00Z");
    }

    @Test
    void isTheSecondAgainWhereTheClockShowsTheTimeTwiceAgain() {
        WeeklySlot slot = slot(NEW_YORK, "v.20201101T0130-0500");
        assertThat(slot.id(53)).isEqualTo("v.20211107T0130-0500");
        assertThat(instant(NEW_YORK, slot.id(53))).isEqualTo("2021-11-07T06:30:00Z");
        assertThat(slot(LONDON, "v.20261025T0130+0000").id(53)).isEqualTo("v.20271031T0130+0000");
    }

    @Test
    void countsALeapDayAndGoesOnBeyondTheYearsEnd() {
        assertThat(slot(LONDON, "v.20280222T1800").id(1)).isEqualTo("v.20280229T1800");
        assertThat(slot(LONDON, "v.20280229T1800").id(1)).isEqualTo("v.20280307T1800");
        assertThat(slot(LONDON, "v.20270222T1800").id(1)).isEqualTo("v.20270301T1800");
        assertThat(slot(SHANGHAI, "v.20261228T0000").id(1)).isEqualTo("v.20270104T0000");
        assertThat(slot(SHANGHAI, "v.20261121T2330").id(25)).isEqualTo("v.20270515T2330");
    }

    @Test
    void isUnknownBeyondTheYearsThatThereAre() {
        WeeklySlot slot = slot(SHANGHAI, "v.20991228T1800");
        assertThat(slot.id(1)).isEqualTo("v.21000104T1800");
        assertThat(ids(SHANGHAI).parse(slot.id(1))).isEqualTo(SlotIds.UNKNOWN);
    }
}
