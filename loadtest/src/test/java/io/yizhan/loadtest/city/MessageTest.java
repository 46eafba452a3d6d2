package io.yizhan.loadtest.city;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MessageTest {
    /** 60 times the speed: a simulated minute is a second. */
    private static final Pace PACE = new Pace(WeekTime.HOUR_MS, 1_700_000_000_000L, 60);

    private static Event event(long seq, long afterMs, boolean in, String credential, long clockMs) {
        return new Event(2, seq, new Passage(WeekTime.HOUR_MS + afterMs, "s", "s-g1", in, 1, credential), clockMs);
    }

    @Test
    void isWhatTheContractAsksForWithTimesByTheGatesClock() {
        Message message = new Message(
                0,
                2,
                List.of(event(7, 0, true, "card-1", 0), event(9, WeekTime.MINUTE_MS, false, "", -500)),
                List.of(new Message.Range(3, 4)));
        assertThat(message.json("run", PACE)).isEqualTo("""
                {"boot":"run.2","events":[\
                {"seq":7,"at":"2023-11-14T22:13:20Z","direction":"IN","credential":"card-1"},\
                {"seq":9,"at":"2023-11-14T22:13:20.500Z","direction":"OUT"}],"forget":[[3,4]]}""");
    }

    @Test
    void becomesOneWithTheNext() {
        Event first = event(1, 0, true, "", 0);
        Event second = event(2, 0, false, "", 0);
        Message.Range range = new Message.Range(3, 4);
        assertThat(new Message(5, 2, List.of(first), List.of(range)).and(new Message(9, 2, List.of(second), List.of())))
                .isEqualTo(new Message(5, 2, List.of(first, second), List.of(range)));
    }

    @Test
    void thatOnlyGivesUpHasNoEvents() {
        assertThat(new Message(0, 1, List.of(), List.of(new Message.Range(1, 1))).json("run", PACE))
                .isEqualTo("{\"boot\":\"run.1\",\"forget\":[[1,1]]}");
    }
}
