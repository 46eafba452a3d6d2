package io.yizhan.app;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.config.Config;
import io.yizhan.config.StartFailed;
import io.yizhan.postgres.Database;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;

/** Checks a city's file, and imports it while no engine runs on this data folder. */
final class ImportRun {
    private static final int PROGRESS_STEP = 200;

    private ImportRun() {}

    /** Says what is in the file, where it is good. Neither a database nor a folder is touched. */
    static void check(Path file, PrintStream out) throws StartFailed {
        CatalogueDocument document = CatalogueDocument.read(file);
        document.warnings().forEach(out::println);
        City city = document.city();
        int venues = city.stations().stream()
                .mapToInt(station -> station.venues().size())
                .sum();
        out.println(file + " is good: the catalogue of \"" + city.id() + "\", "
                + city.stations().size() + " stations with " + venues + " venues. Nothing was stored.");
    }

    /** The file is read and checked before anything is started. */
    static void run(Config config, Path file, PrintStream out) throws StartFailed {
        CatalogueDocument document = CatalogueDocument.read(file);
        document.requireOneOf(config.regions());
        document.warnings().forEach(out::println);
        Closeable folder = DataFolder.taken(config.dataDir());
        try (folder;
                Database database = Database.open(config)) {
            CatalogueStore.Stored stored = Catalogues.store(
                    document, new CatalogueStore(database.uri()), (done, total) -> progress(out, done, total));
            out.println("Imported as version " + stored.version() + " of " + stored.region()
                    + ". The engine serves it from its next start; slots that are open already stay as they are.");
        } catch (IOException failure) {
            throw new StartFailed(String.valueOf(failure.getMessage()), failure);
        } catch (SQLException failure) {
            throw new StartFailed("nothing was imported: " + failure.getMessage(), failure);
        }
    }

    private static void progress(PrintStream out, int done, int total) {
        if (done == total || done % PROGRESS_STEP < 10) out.println(done + " of " + total + " stations and venues");
    }
}
