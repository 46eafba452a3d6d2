package io.yizhan.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A city's catalogue as one JSON file, read and written. {@code engine/CATALOGUE.md} describes the format. Stateless; any thread.
 */
public final class CatalogueFile {
    /** The largest file that is read. */
    public static final int BYTES_MAX = 64 << 20;

    private CatalogueFile() {}

    /**
     * The city that these bytes describe, checked throughout.
     *
     * @throws CatalogueInvalid for anything else, whatever the bytes are; it names every problem with its place
     */
    public static City read(byte[] file) {
        return sound(root(file), new Problems());
    }

    /**
     * As {@link #read(byte[])}, and with what is possible and yet hardly meant: a class with more places than its room, a station that lies
     * elsewhere. For whoever brings a new file; what is served already is beyond doubt.
     *
     * @param now what is over by then is among the doubts
     * @throws CatalogueInvalid as {@link #read(byte[])}
     */
    public static CatalogueReview readWithWarnings(byte[] file, Instant now) {
        Node root = root(file);
        City city = sound(root, new Problems());
        Problems doubts = new Problems();
        CityDoubts.look(city, root, LocalDate.ofInstant(now, city.zone()), doubts);
        return new CatalogueReview(city, doubts.named(), doubts.unnamedCount());
    }

    /**
     * As {@link #read(byte[])}, from a file.
     *
     * @throws IOException where the file can't be read at all
     * @throws CatalogueInvalid where it is no catalogue
     */
    public static City read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in.readNBytes(BYTES_MAX + 1));
        }
    }

    /** The file for this city: {@link #read(byte[])} gives an equal city back, and equal cities give the same bytes. */
    public static byte[] write(City city) {
        return CatalogueWriter.text(city).getBytes(StandardCharsets.UTF_8);
    }

    private static Node root(byte[] file) {
        Problems problems = new Problems();
        if (file.length > BYTES_MAX) problems.add(0, 0, "larger than " + (BYTES_MAX >> 20) + " MiB");
        problems.throwIfAny();
        Node root = JsonTree.read(file, problems);
        problems.throwIfAny();
        if (root == null) throw new AssertionError("no tree, and no problem named");
        return root;
    }

    private static City sound(Node root, Problems problems) {
        City city = new CityReader(problems).city(root);
        problems.throwIfAny();
        if (city == null) throw new AssertionError("no city, and no problem named");
        return city;
    }
}
