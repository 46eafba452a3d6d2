package io.yizhan.region.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.LogsErrors;
import io.yizhan.audit.Audit;
import io.yizhan.audit.AuditQuestion;
import io.yizhan.audit.PostgresAudit;
import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.edition.Author;
import io.yizhan.catalogue.edition.Proposal;
import io.yizhan.catalogue.edition.Replacement;
import io.yizhan.catalogue.store.StoredEditions;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.journal.stream.FaultyStream;
import io.yizhan.journal.stream.MemoryStream;
import io.yizhan.lease.Plan;
import io.yizhan.region.OwnedRegion;
import io.yizhan.time.Deadline;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A node that is to own a region, and the catalogue that it finds: where it can't read that, it leaves the region to others, whole; where a
 * former owner has stored it and told nobody, it does.
 */
@Tag("server")
@Timeout(60)
@LogsErrors
class RegionStewardTest {
    private static final Plan OWNER = new Plan(Plan.Role.OWNER, false, false, 0);
    private static final byte[] OF_A_NEWER_PROGRAM = "{\"new\":1}".getBytes(UTF_8);
    private static final City LARGER = DrillTown.city(2);

    private final MemoryStream stream = new MemoryStream();
    private final AtomicInteger open = new AtomicInteger();
    private ClusterTown town;
    private RegionSteward steward;

    @BeforeEach
    void start() throws Exception {
        town = new ClusterTown(this::connect);
        steward = new RegionSteward(town.region);
        steward.start(URI.create("http://127.0.0.1:1"));
    }

    private EventStream connect() {
        open.incrementAndGet();
        FaultyStream connection = new FaultyStream(stream.connect());
        connection.afterClose = open::decrementAndGet;
        return connection;
    }

    @AfterEach
    void end() {
        leave();
        town.close();
    }

    private void leave() {
        Deadline by = Deadline.in(Duration.ofSeconds(20));
        steward.end(by);
        steward.awaitEnd(by);
    }

    private OwnedRegion own() {
        steward.plan(OWNER, System.nanoTime());
        return await().until(steward::owned, Objects::nonNull);
    }

    private OwnedRegion ownAnew() {
        leave();
        steward = new RegionSteward(town.region);
        steward.start(URI.create("http://127.0.0.1:1"));
        return own();
    }

    private void storeWhatItCannotRead() {
        try {
            town.store(ClusterTown.CITY, OF_A_NEWER_PROGRAM);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private void awaitGivenUp() {
        await().until(() -> steward.trouble() != null && !town.lease.held);
        assertThat(steward.trouble()).contains("version 2, is not usable by this program", "newer version");
        assertThat(steward.owned()).isNull();
        await().until(() -> open.get() == 0);
    }

    @Test
    void takesOverNothingWhoseCatalogueItCannotRead() throws Exception {
        storeWhatItCannotRead();
        steward.plan(OWNER, System.nanoTime());
        awaitGivenUp();
        assertThat(town.lease.asked).hasValue(0);
        assertThat(town.rows().stand().epoch()).as("nobody is driven out").isZero();

        town.store(LARGER, CatalogueFile.write(LARGER));
        await().until(() -> steward.owned() != null);
        assertThat(steward.presence().directory().city()).isEqualTo(LARGER);
        assertThat(steward.trouble()).isNull();
    }

    @Test
    void standsByForNothingWhoseCatalogueItCannotRead() throws Exception {
        storeWhatItCannotRead();
        steward.plan(new Plan(Plan.Role.STANDBY, true, false, 0), System.nanoTime());
        awaitGivenUp();
        assertThat(steward.ready()).isFalse();
        town.store(LARGER, CatalogueFile.write(LARGER));
        await().until(steward::ready);
    }

    /** The former owner stores it while its region is being taken over. */
    @Test
    void letsGoOfWhatItHasAlreadyTakenOver() throws Exception {
        town.lease.whenAsked = () -> {
            if (town.lease.asked.get() == 2) storeWhatItCannotRead();
        };
        steward.plan(OWNER, System.nanoTime());
        awaitGivenUp();
        assertThat(town.rows().stand().epoch()).isOne();

        town.store(LARGER, CatalogueFile.write(LARGER));
        await().atMost(Duration.ofSeconds(30)).until(() -> steward.owned() != null);
    }

    @Test
    void tellsOfEachCatalogueThatAFormerOwnerHasStored() throws Exception {
        OwnedRegion former = own();
        // And comes to its end before it says so.
        new StoredEditions(town.uri(), DrillTown.REGION, former.epoch())
                .add(proposal(LARGER), new Author("a-1", "a new station"), 1);
        ownAnew();
        await().until(() -> acts().size() == 1);
        ownAnew();
        assertThat(steward.presence().replace(proposal(DrillTown.city(3)), new Author("a-2", "another")))
                .isInstanceOf(Replacement.Stands.class);
        await().until(() -> acts().size() > 1);
        assertThat(acts()).containsExactly("a-2: another, 2 to 3", "a-1: a new station, 1 to 2");
    }

    private static Proposal proposal(City city) {
        return new Proposal(city, CatalogueFile.write(city), tag -> true);
    }

    /** In the rows, the newest first. */
    private List<String> acts() throws IOException {
        return new PostgresAudit(town.uri())
                .find(DrillTown.REGION, new AuditQuestion(null, 0, "", "", 0, 9)).entries().stream()
                        .map(Audit.Entry::act)
                        .map(it -> "%s: %s, %s to %s".formatted(it.actor(), it.reason(), it.before(), it.after()))
                        .toList();
    }
}
