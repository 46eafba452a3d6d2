package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.CatalogueFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app that keeps a copy by the feeds alone hears of classes that are given up, whoever owns the city by then. */
@Tag("server")
@Tag("long")
final class FeedCatalogueIT {
    @TempDir
    Path folder;

    private static FeedCopy of(Map<String, FeedCopy> copies, String feed) {
        return Objects.requireNonNull(copies.get(feed));
    }

    private Map<String, FeedCopy> copies(TwoNodes nodes) {
        Map<String, FeedCopy> copies = new TreeMap<>();
        for (String feed : new String[] {"session-series", "scheduled-sessions", "facility-uses", "slots"})
            copies.put(feed, new FeedCopy(feed, nodes, new SplittableRandom(7)));
        copies.values().forEach(FeedCopy::readToItsEnd);
        return copies;
    }

    @Test
    void classesThatAreGivenUpAreGoneAtTheNextOwnerAndAfterAStart() throws Exception {
        try (TwoNodes nodes = new TwoNodes(folder, CatalogueFile.write(FeedTown.city()))) {
            Map<String, FeedCopy> copies = copies(nodes);
            Map<String, FeedCopy.Item> before =
                    Map.copyOf(of(copies, "scheduled-sessions").items());
            assertThat(before).hasSizeGreaterThan(FeedTown.STATIONS);
            DrillClient.Answer replaced =
                    nodes.client().replaceCatalogue(CatalogueFile.write(FeedTown.withoutClasses()));
            assertThat(replaced.status()).as(replaced.toString()).isEqualTo(200);
            nodes.killOwner();
            copies.values().forEach(FeedCopy::readToItsEnd);
            assertThat(of(copies, "session-series").items())
                    .hasSize(FeedTown.STATIONS)
                    .allSatisfy((id, item) -> assertThat(item.deleted()).isTrue());
            assertThat(of(copies, "scheduled-sessions").items().keySet()).isEqualTo(before.keySet());
            assertThat(of(copies, "scheduled-sessions").items().values()).allMatch(FeedCopy.Item::deleted);
            assertThat(of(copies, "slots").items().keySet()).containsAll(before.keySet());
            assertThat(of(copies, "facility-uses").items().values()).noneMatch(FeedCopy.Item::deleted);
            nodes.killOwner();
            Map<String, FeedCopy> anew = copies(nodes);
            copies.forEach(
                    (feed, copy) -> assertThat(of(anew, feed).items()).as(feed).isEqualTo(copy.items()));
        }
    }
}
