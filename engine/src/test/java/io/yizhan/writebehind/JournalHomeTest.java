package io.yizhan.writebehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.app.TestPostgres;
import io.yizhan.writebehind.JournalHome.Kind;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JournalHomeTest {
    private final PostgresUri uri = new PostgresUri(TestPostgres.freshDatabase());
    private final RegionStore rows = new RegionStore(uri, Town.ID);
    private final JournalHome home = new JournalHome(uri, Town.ID);

    @BeforeEach
    void migrate() {
        RegionStore.migrate(uri);
    }

    @Test
    void letsARegionThatNobodyHasOwnedBeginAnywhere() throws SQLException {
        assertThat(home.home().mayGoOnIn(Kind.FILES)).isTrue();
        assertThat(home.home().mayGoOnIn(Kind.STREAM)).isTrue();
    }

    /** Its epoch is raised first, and then the journal's place is told: in between a node may die, or be overtaken. */
    @Test
    void letsARegionBeginAnywhereWhoseFirstOwnerGotNoFurtherThanItsEpoch() throws SQLException {
        rows.takeOver(Town.ZONE);

        assertThat(home.home().mayGoOnIn(Kind.FILES)).isTrue();
        assertThat(home.home().mayGoOnIn(Kind.STREAM)).isTrue();
    }

    @Test
    void keepsARegionWhereItsOwnerHasItsJournalUntilThatIsDrained() throws SQLException {
        for (Kind kind : Kind.values()) {
            Kind other = kind == Kind.FILES ? Kind.STREAM : Kind.FILES;
            home.moveTo(kind, rows.takeOver(Town.ZONE).epoch());
            assertThat(home.home().mayGoOnIn(kind)).isTrue();
            assertThat(home.home().mayGoOnIn(other)).isFalse();

            long next = rows.takeOver(Town.ZONE).epoch();
            assertThat(home.home().mayGoOnIn(other)).isFalse();
            home.drained(kind, next);
            assertThat(home.home().mayGoOnIn(other)).isTrue();
        }
    }

    @Test
    void tellsTheLastOwnerThatServedFromWhoOnlyRaisedTheEpoch() throws SQLException {
        assertThat(rows.takeOver(Town.ZONE).servedEpoch()).isZero();
        home.moveTo(Kind.STREAM, 1);
        assertThat(rows.takeOver(Town.ZONE)).isEqualTo(new RegionRows.Ownership(2, 0, 1));
        assertThatThrownBy(() -> home.moveTo(Kind.STREAM, 1)).hasMessageContaining("newer owner");
        assertThat(rows.stand()).isEqualTo(new RegionRows.Ownership(2, 0, 1));
        home.moveTo(Kind.STREAM, 2);
        assertThat(rows.stand().servedEpoch()).isEqualTo(2);
    }
}
