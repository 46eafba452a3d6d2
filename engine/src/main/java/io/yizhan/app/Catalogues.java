package io.yizhan.app;

import io.yizhan.catalogue.CatalogueInvalid;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.catalogue.store.CatalogueRefused;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.catalogue.store.StoredEditions;
import io.yizhan.config.Config;
import io.yizhan.config.StartFailed;
import io.yizhan.postgres.Database;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalogue that the engine serves: the database's, or at the first start the configured file's. */
final class Catalogues {
    private static final Logger LOG = LoggerFactory.getLogger(Catalogues.class);

    private Catalogues() {}

    static Edition load(Config config, String region, Database database) throws StartFailed {
        CatalogueStore store = new CatalogueStore(database.uri());
        try {
            CatalogueStore.Stored stored = store.current(region);
            if (stored == null) {
                if (!region.equals(config.region()))
                    throw new StartFailed("the database has no catalogue of " + region
                            + ". Import its file first: yizhan import FILE");
                LOG.info("the database has no catalogue of {} yet: importing one", region);
                CatalogueDocument document = CatalogueDocument.read(config.catalogue());
                document.requireOneOf(List.of(region));
                stored = store(document, store, (done, total) -> {});
            }
            return StoredEditions.edition(stored);
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
     * Stores it, whole or not at all.
     *
     * @throws StartFailed reservations stand in its way
     */
    static CatalogueStore.Stored store(
            CatalogueDocument document, CatalogueStore store, CatalogueStore.Progress progress)
            throws StartFailed, SQLException {
        City city = document.city();
        CatalogueStore.Stored stored;
        try {
            stored = store.store(city, document.bytes(), progress);
        } catch (CatalogueRefused refused) {
            throw new StartFailed(
                    document.name() + " can't be imported; nothing was changed:\n" + refused.getMessage(), refused);
        }
        LOG.info(
                "catalogue of {}: {} stations, version {}",
                city.id(),
                city.stations().size(),
                stored.version());
        return stored;
    }
}
