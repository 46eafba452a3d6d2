package io.yizhan.uhppote;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.Controller.Direction;
import io.yizhan.controller.Report;
import io.yizhan.controller.Verdict;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UhppoteEventTest {
    /** Of uhppote-core's own tests. */
    static final String VECTOR = "172000002d5539193900000001000301aae85d002019041917000906" + "00".repeat(36);

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void readsTheVector() {
        UhppoteEvent event = UhppoteEvent.decode(bytes(VECTOR));
        assertThat(event)
                .isEqualTo(new UhppoteEvent(
                        423_187_757, 57, 1, false, 3, 1, 6_154_410, LocalDateTime.of(2019, 4, 19, 17, 0, 9), 6));
        Report report = Objects.requireNonNull(event).report();
        assertThat(report.instead()).isEqualTo(Verdict.DENIED);
        assertThat(report.said()).isEqualTo(Direction.IN);
        assertThat(report.credential()).isEqualTo("6154410");
        assertThat(UhppoteEvent.decode(bytes(VECTOR.replaceFirst("17", "19"))))
                .as("of old firmware")
                .isEqualTo(event);
    }

    @Test
    void tellsWhoPassedFromWhatElseHappens() {
        assertThat(report(VECTOR.replace("01000301", "01010302")).instead()).isNull();
        assertThat(report(VECTOR.replace("01000301", "01010302")).said()).isEqualTo(Direction.OUT);
        assertThat(report(VECTOR.replace("01000301", "01010300")).said()).isNull();
        assertThat(report(VECTOR.replace("01000301", "02010301")).instead()).isEqualTo(Verdict.DEVICE);
        assertThat(report(VECTOR.replace("aae85d00", "00000000")).instead()).isEqualTo(Verdict.DEVICE);
        assertThat(report(VECTOR.replace("01000301", "01010501")).instead()).isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void asksForAnEventAndReadsTheAnswer() {
        assertThat(UhppoteEvent.question(423_187_757, 57))
                .isEqualTo(bytes("17b000002d55391939000000" + "00".repeat(52)));
        assertThat(UhppoteEvent.decode(bytes(VECTOR.replaceFirst("1720", "17b0"))))
                .isEqualTo(UhppoteEvent.decode(bytes(VECTOR)));
        for (String none : new String[] {"00000301", "ff000301"})
            assertThat(UhppoteEvent.decode(bytes(VECTOR.replaceFirst("1720", "17b0")
                            .replace("01000301", none)
                            .replace("20190419170009", "00000000000000"))))
                    .as("one that is overwritten, or never was")
                    .matches(it -> it.index() == 57 && !it.isThere());
    }

    private static Report report(String hex) {
        return Objects.requireNonNull(UhppoteEvent.decode(bytes(hex))).report();
    }

    @Test
    void isNothingElse() {
        for (String wrong : new String[] {
            "",
            "17",
            VECTOR.substring(2),
            VECTOR + "00",
            VECTOR.replaceFirst("1720", "1820"),
            VECTOR.replaceFirst("1720", "1721"),
            VECTOR.replace("2d553919", "00000000"),
            VECTOR.replace("20190419", "20191319"),
            VECTOR.replace("20190419", "201904a9"),
            VECTOR.replace("20190419170009", "20190419240000"),
            VECTOR.replace("20190419170009", "00000000000000")
        }) assertThat(UhppoteEvent.decode(bytes(wrong))).as(wrong).isNull();
        assertThat(UhppoteEvent.decode(
                        bytes(VECTOR.replace("39000000", "00000000").replace("20190419170009", "00000000000000"))))
                .as("a status without an event")
                .matches(it -> !it.isThere());
    }
}
