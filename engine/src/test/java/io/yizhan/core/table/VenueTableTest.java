package io.yizhan.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueTerms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class VenueTableTest {
    private static final VenueTerms COURT = new VenueTerms(1, true, 300_000, 0);
    private static final VenueTerms HALL = new VenueTerms(2, false, 300_000, 0);

    private final VenueTable venues = new VenueTable();

    @Test
    void tellsWhatWasSaidOfAVenueLastHoweverHighItsNumber() {
        venues.define(1, COURT);
        venues.define(5_000, COURT);
        venues.define(5_000, HALL);
        assertThat(venues.terms(1)).isEqualTo(COURT);
        assertThat(venues.termsOf(SlotKey.of(5_000, 600))).isEqualTo(HALL);
    }

    @Test
    void knowsNoVenueThatWasNeverDefined() {
        venues.define(3, COURT);
        assertThat(venues.has(3)).isTrue();
        for (int venueNo : new int[] {-1, 0, 2, 9_999}) {
            assertThat(venues.has(venueNo)).isFalse();
            assertThatThrownBy(() -> venues.terms(venueNo)).hasMessageContaining("never defined");
        }
    }
}
