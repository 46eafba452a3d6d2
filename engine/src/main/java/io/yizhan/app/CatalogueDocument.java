package io.yizhan.app;

import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.CatalogueInvalid;
import io.yizhan.catalogue.CatalogueReview;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.DemoCity;
import io.yizhan.catalogue.Problem;
import io.yizhan.config.Setting;
import io.yizhan.config.StartFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A city's file, read and found good; nothing is stored yet.
 *
 * @param name what people call it
 * @param bytes the file as it is
 * @param review the city, and what its file says that is hard to believe
 */
record CatalogueDocument(String name, byte[] bytes, CatalogueReview review) {
    City city() {
        return review.city();
    }

    /** What is possible but hardly meant, a line each; none where all is well. */
    List<String> warnings() {
        List<String> lines = new ArrayList<>();
        for (Problem warning : review.warnings()) lines.add("warning: " + warning);
        if (review.unnamedCount() > 0) lines.add("warning: and " + review.unnamedCount() + " more");
        return lines;
    }

    /**
     * Reads and checks it.
     *
     * @param file null for the demo city
     * @throws StartFailed it can't be read, or is wrong: names every problem with its place
     */
    static CatalogueDocument read(@Nullable Path file) throws StartFailed {
        byte[] bytes = file == null ? DemoCity.bytes(DemoCity.RESOURCE) : bytes(file);
        String name = file == null ? "the demo city" : file.toString();
        try {
            return new CatalogueDocument(name, bytes, CatalogueFile.readWithWarnings(bytes, Instant.now()));
        } catch (CatalogueInvalid invalid) {
            throw new StartFailed(
                    name + " is not a usable catalogue; nothing was changed:\n" + invalid.getMessage(), invalid);
        }
    }

    /** @throws StartFailed this engine serves other cities */
    void requireOneOf(List<String> regions) throws StartFailed {
        if (regions.contains(city().id())) return;
        throw new StartFailed(name + " is the catalogue of \"" + city().id() + "\", but this engine serves \""
                + String.join(",", regions) + "\"; set " + Setting.REGION.variable() + "=" + city().id()
                + " to serve it");
    }

    /** No more is read than may be, whatever the file says of its size: it may be a pipe. */
    private static byte[] bytes(Path file) throws StartFailed {
        if (Files.isDirectory(file)) throw new StartFailed(file + " is a folder: name the city's file in it");
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(CatalogueFile.BYTES_MAX + 1);
        } catch (NoSuchFileException missing) {
            throw new StartFailed("there is no file " + file.toAbsolutePath(), missing);
        } catch (AccessDeniedException denied) {
            throw new StartFailed(
                    file + " can't be read: user " + System.getProperty("user.name") + " may not", denied);
        } catch (IOException failure) {
            throw new StartFailed(file + " can't be read: " + failure.getMessage(), failure);
        }
        if (bytes.length > CatalogueFile.BYTES_MAX)
            throw new StartFailed(file + " is too large: at most " + (CatalogueFile.BYTES_MAX >> 20) + " MiB are read");
        if (bytes.length == 0)
            throw new StartFailed(file + " is empty; engine/CATALOGUE.md says what a city's file has");
        return bytes;
    }
}
