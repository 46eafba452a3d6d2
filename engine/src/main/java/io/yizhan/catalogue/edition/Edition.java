package io.yizhan.catalogue.edition;

import io.yizhan.catalogue.Directory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A city's catalogue as it stands, or stood: the file, and what follows from it. Does not change; any thread. */
public final class Edition {
    private static final int TAG_BYTES = 16;

    private final int version;
    private final byte[] document;
    private final Directory directory;
    private final String tag;
    private final List<Former> formers;

    /** One that was in force before. */
    public record Former(int version, Directory directory) {}

    /** One before which there was none lately. */
    public Edition(int version, byte[] document, Directory directory) {
        this(version, document, directory, List.of());
    }

    /**
     * @param version 1 for a city's first, one more for each that differed
     * @param document the file that {@code directory} was read from; not to be changed
     * @param formers see {@link #formers}
     */
    public Edition(int version, byte[] document, Directory directory, List<Former> formers) {
        this.formers = List.copyOf(formers);
        this.version = version;
        this.document = document;
        this.directory = directory;
        tag = HexFormat.of().formatHex(digest(document), 0, TAG_BYTES);
    }

    private static byte[] digest(byte[] document) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(document);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new AssertionError(everyJavaHasIt);
        }
    }

    public int version() {
        return version;
    }

    /** The file, byte by byte; not to be changed. */
    public byte[] document() {
        return document;
    }

    public Directory directory() {
        return directory;
    }

    /**
     * Those that were in force within the seven days before this one was stored, oldest first: for whoever has to be told what has gone. The same at every
     * node and after every start; of many within a week the latest sixteen.
     */
    public List<Former> formers() {
        return formers;
    }

    /** The same for the same file, and for no other one. */
    public String tag() {
        return tag;
    }
}
