package io.yizhan.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.City;
import io.yizhan.config.Config;
import io.yizhan.core.Rules;
import io.yizhan.town.CityBuilder;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RegionBooksTest {
    @Test
    void takesWhatAMemberMayHaveFromTheCatalogueAndTheRestFromTheConfiguration() throws Exception {
        City city =
                CityBuilder.city("town").activeReservationsMax(7).holdsMax(2).build();
        Config config = Config.of(Map.of("YIZHAN_DEV", "true", "YIZHAN_RETENTION_DAYS", "9"));

        Rules rules = RegionBooks.rules(config, city);

        assertThat(rules.activeReservationsMax()).isEqualTo(7);
        assertThat(rules.holdsMax()).isEqualTo(2);
        assertThat(rules.retentionMs()).isEqualTo(TimeUnit.DAYS.toMillis(9));
        assertThat(RegionBooks.rules(config, CityBuilder.city("town").build()).holdsMax())
                .isEqualTo(Rules.NO_LIMIT);
    }
}
