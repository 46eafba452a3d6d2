package io.yizhan.app;

import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.CatalogueInvalid;
import io.yizhan.catalogue.CatalogueReview;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.DemoCity;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Problem;
import io.yizhan.writebehind.CatalogueRefused;
import io.yizhan.writebehind.CatalogueStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalogue that the engine serves: the database's, or at the first start the configured file's. */
final class Catalogues {
    private static final Logger LOG = LoggerFactory.getLogger(Catalogues.class);

    private Catalogues() {}

    static Directory load(Config config, String region, Database database) throws StartFailed {
        CatalogueStore store = new CatalogueStore(database.uri());
        try {
            CatalogueStore.Stored stored = store.current(region);
            if (stored == null) {
                if (!region.equals(config.region()))
                    throw new StartFailed("the database has no catalogue of " + region
                            + ". Import its file first: yizhan import FILE");
                LOG.info("the database has no catalogue of {} yet: importing one", region);
                stored = importFile(List.of(region), config.catalogue(), store, (done, total) -> {});
            }
            City city = CatalogueFile.read(stored.document());
            return new Directory(city, stored.stationNos(), stored.venueNos());
        } catch (CatalogueInvalid invalid) {
            throw new StartFailed(
                    "the catalogue of " + region + " in the database is not usable by this version:\n"
                            + invalid.getMessage() + "\nImport a corrected file: yizhan import FILE",
                    invalid);
        } catch (SQLException failure) {
            throw new StartFailed(
                    "the catalogue can't be read from " + database.uri() + ": " + failure.getMessage(), failure);
        }
    }

    /**
     * Checks a file and stores it, whole or not at all.
     *
     * @param file null for the demo city
     * @throws StartFailed it is wrong: names every problem with its place
     */
    static CatalogueStore.Stored importFile(
            List<String> regions, @Nullable Path file, CatalogueStore store, CatalogueStore.Progress progress)
            throws StartFailed, SQLException {
        byte[] document = file == null ? DemoCity.bytes(DemoCity.RESOURCE) : bytes(file);
        String name = file == null ? "the demo city" : file.toString();
        City city;
        try {
            CatalogueReview review = CatalogueFile.readWithWarnings(document, Instant.now());
            city = review.city();
            if (file != null) warn(file, review);
        } catch (CatalogueInvalid invalid) {
            throw new StartFailed(
                    name + " is not a usable catalogue; nothing was changed:\n" + invalid.getMessage(), invalid);
        }
        if (!regions.contains(city.id()))
            throw new StartFailed(name + " is the catalogue of \"" + city.id() + "\", but this engine serves \""
                    + String.join(",", regions) + "\"; set " + Setting.REGION.variable() + "=" + city.id()
                    + " to serve it");
        CatalogueStore.Stored stored;
        try {
            stored = store.store(city, document, progress);
        } catch (CatalogueRefused refused) {
            throw new StartFailed(name + " can't be imported; nothing was changed:\n" + refused.getMessage(), refused);
        }
        LOG.info(
                "catalogue of {}: {} stations, version {}",
                city.id(),
                city.stations().size(),
                stored.version());
        return stored;
    }

    private static void warn(Path file, CatalogueReview review) {
        for (Problem warning : review.warnings()) LOG.warn("{}, {}", file, warning);
        if (review.unnamedCount() > 0) LOG.warn("{}: {} more doubts", file, review.unnamedCount());
    }

    private static byte[] bytes(Path file) throws StartFailed {
        try {
            long size = Files.size(file);
            if (size > CatalogueFile.BYTES_MAX)
                throw new StartFailed(
                        file + " has " + size + " bytes; at most " + CatalogueFile.BYTES_MAX + " are read");
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new StartFailed(file + " can't be read: " + failure, failure);
        }
    }
}
