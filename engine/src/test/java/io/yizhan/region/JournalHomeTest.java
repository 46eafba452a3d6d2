package io.yizhan.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.region.JournalHome.Kind;
import io.yizhan.region.cluster.ServingNodes;
import io.yizhan.town.LivelyTown;
import java.net.URI;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
final class JournalHomeTest {
    private final PostgresUri uri = new PostgresUri(TestPostgres.freshDatabase());
    private final RegionStore rows = new RegionStore(uri, LivelyTown.ID);
    private final JournalHome home = new JournalHome(uri, LivelyTown.ID);

    @BeforeEach
    void migrate() {
        Schema.migrate(uri);
    }

    @Test
    void letsARegionThatNobodyHasOwnedBeginAnywhere() throws SQLException {
        assertThat(home.home().mayGoOnIn(Kind.FILES)).isTrue();
        assertThat(home.home().mayGoOnIn(Kind.STREAM)).isTrue();
    }

    /** Its epoch is raised first, and then the journal's place is told: in between a node may die, or be overtaken. */
    @Test
    void letsARegionBeginAnywhereWhoseFirstOwnerGotNoFurtherThanItsEpoch() throws SQLException {
        rows.takeOver(LivelyTown.ZONE);

        assertThat(home.home().mayGoOnIn(Kind.FILES)).isTrue();
        assertThat(home.home().mayGoOnIn(Kind.STREAM)).isTrue();
    }

    @Test
    void keepsARegionWhereItsOwnerHasItsJournalUntilThatIsDrained() throws SQLException {
        for (Kind kind : Kind.values()) {
            Kind other = kind == Kind.FILES ? Kind.STREAM : Kind.FILES;
            home.moveTo(kind, rows.takeOver(LivelyTown.ZONE).epoch(), null);
            assertThat(home.home().mayGoOnIn(kind)).isTrue();
            assertThat(home.home().mayGoOnIn(other)).isFalse();

            long next = rows.takeOver(LivelyTown.ZONE).epoch();
            assertThat(home.home().mayGoOnIn(other)).isFalse();
            home.drained(kind, next);
            assertThat(home.home().mayGoOnIn(other)).isTrue();
        }
    }

    @Test
    void tellsTheLastOwnerThatServedFromWhoOnlyRaisedTheEpoch() throws SQLException {
        assertThat(rows.takeOver(LivelyTown.ZONE).servedEpoch()).isZero();
        home.moveTo(Kind.STREAM, 1, null);
        assertThat(rows.takeOver(LivelyTown.ZONE)).isEqualTo(new RegionRows.Ownership(2, 0, 1));
        assertThatThrownBy(() -> home.moveTo(Kind.STREAM, 1, null)).hasMessageContaining("newer owner");
        assertThat(rows.stand()).isEqualTo(new RegionRows.Ownership(2, 0, 1));
        home.moveTo(Kind.STREAM, 2, null);
        assertThat(rows.stand().servedEpoch()).isEqualTo(2);
    }

    @Test
    void saysWhichNodeServes() throws SQLException {
        ServingNodes serving = new ServingNodes(uri);
        rows.takeOver(LivelyTown.ZONE);
        assertThat(serving.all()).isEmpty();
        URI node = URI.create("http://10.0.0.2:8080");
        home.moveTo(Kind.STREAM, 1, node);
        assertThat(serving.all()).containsExactly(Map.entry(LivelyTown.ID, new ServingNodes.Serving(1, node)));

        // Until the next one serves, too: it may be the former one that goes on.
        rows.takeOver(LivelyTown.ZONE);
        assertThat(serving.all()).hasSize(1);
        home.drained(Kind.STREAM, 2);
        assertThat(serving.all()).isEmpty();
    }
}
