package io.yizhan.app;

import io.yizhan.journal.FolderDisk;
import io.yizhan.writebehind.CatalogueStore;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Imports a catalogue while no engine runs on this data folder. */
final class ImportRun {
    private static final int PROGRESS_STEP = 200;

    private ImportRun() {}

    static void run(Config config, @Nullable Path file, PrintStream out) throws StartFailed {
        try {
            Files.createDirectories(config.dataDir());
            Closeable lock = new FolderDisk(config.dataDir()).lock();
            try (lock;
                    Database database = Database.open(config)) {
                CatalogueStore.Stored stored = Catalogues.importFile(
                        config.regions(),
                        file,
                        new CatalogueStore(database.uri()),
                        (done, total) -> progress(out, done, total));
                out.println("Imported as version " + stored.version() + " of " + stored.region()
                        + ". The engine serves it from its next start; slots that are open already stay as they are.");
            }
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
