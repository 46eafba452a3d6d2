package io.yizhan.browser;

import io.yizhan.drill.EngineProcess;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.town.PageTown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The engine of all tests of pages that do it no harm: started once, and ended after all of them. */
final class PageEngine implements AutoCloseable {
    private final EngineProcess process;

    private PageEngine() {
        try {
            process = EngineProcess.serve(environment(Files.createTempDirectory("yizhan-pages")))
                    .awaitReady();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static PageEngine shared(ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(PageEngine.class))
                .computeIfAbsent(PageEngine.class, key -> new PageEngine(), PageEngine.class);
    }

    /** For an engine of one's own, with the town in a new database. */
    static Map<String, String> environment(Path folder) {
        Map<String, String> environment = EngineProcess.environment(folder, TestPostgres.freshDatabase());
        environment.put("YIZHAN_REGION", PageTown.REGION);
        environment.put("YIZHAN_CATALOGUE", PageTown.file(folder).toString());
        environment.put("YIZHAN_WEBHOOK_NETWORKS", "127.0.0.0/8");
        return environment;
    }

    String url() {
        return url(process);
    }

    static String url(EngineProcess engine) {
        return "http://127.0.0.1:" + engine.port();
    }

    @Override
    public void close() {
        process.close();
    }
}
