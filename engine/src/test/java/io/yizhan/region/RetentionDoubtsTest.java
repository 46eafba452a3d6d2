package io.yizhan.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Policy;
import io.yizhan.core.StrikeRules;
import io.yizhan.core.Term;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.TestPolicies;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionDoubtsTest {
    private static final long DAY_MS = 86_400_000;

    private static City striking(int days) {
        return CityBuilder.city("town")
                .strikes(new StrikeRules(3, days * DAY_MS, 7 * DAY_MS))
                .build();
    }

    @Test
    void saysThatStrikesLapseWithTheMemoryOfTheirReservations() {
        assertThat(RetentionDoubts.of(striking(30), 30)).isEmpty();
        assertThat(RetentionDoubts.of(striking(14), 30)).isEmpty();
        assertThat(RetentionDoubts.of(striking(30), 29))
                .containsExactly(
                        "strikes are meant to count for 30 days (strikeDays), and lapse with the memory of their"
                                + " reservations after 29: remember reservations for at least as long, or lower strikeDays");
    }

    @Test
    void saysThatLimitsOfAWeekForgetPartOfIt() {
        Policy usual = TestPolicies.policy("p", 300, 0, 7, LocalTime.NOON);
        Policy weekly = new Policy(usual.id(), usual.terms().with(Term.WEEKLY_MAX, 3), usual.release());
        assertThat(RetentionDoubts.of(having(usual), 7)).isEmpty();
        assertThat(RetentionDoubts.of(having(weekly), 8)).isEmpty();
        assertThat(RetentionDoubts.of(having(weekly), 7))
                .containsExactly(
                        "weeklyMax of its policies count what is in memory: remember reservations for at least 8 days");
    }

    private static City having(Policy policy) {
        return CityBuilder.city("town").policies(List.of(policy)).build();
    }

    @Test
    void saysNothingWhereNobodyIsSuspended() {
        assertThat(RetentionDoubts.of(CityBuilder.city("town").build(), 1)).isEmpty();
    }
}
