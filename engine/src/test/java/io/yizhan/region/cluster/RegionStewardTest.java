package io.yizhan.region.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.LogsErrors;
import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.journal.stream.FaultyStream;
import io.yizhan.journal.stream.MemoryStream;
import io.yizhan.lease.Plan;
import io.yizhan.time.Deadline;
import io.yizhan.town.DrillTown;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that is to own a region whose latest catalogue it can't read: it leaves the region to others, whole. */
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
        Deadline by = Deadline.in(Duration.ofSeconds(20));
        steward.end(by);
        steward.awaitEnd(by);
        town.close();
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
        assertThat(town.lease.asked).isZero();
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
        AtomicInteger asked = new AtomicInteger();
        town.lease.whenAsked = () -> {
            if (asked.incrementAndGet() == 2) storeWhatItCannotRead();
        };
        steward.plan(OWNER, System.nanoTime());
        awaitGivenUp();
        assertThat(town.rows().stand().epoch()).isOne();

        town.store(LARGER, CatalogueFile.write(LARGER));
        await().atMost(Duration.ofSeconds(30)).until(() -> steward.owned() != null);
    }
}
