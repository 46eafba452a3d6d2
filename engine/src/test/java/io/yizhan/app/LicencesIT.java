package io.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is built into the executable jar is named in it, with its licence, and the licence can be read there. */
class LicencesIT {
    private static final String FOLDER = "META-INF/third-party/";
    /** Their text names the author: one for all is not enough. */
    private static final Set<String> OF_EACH_AUTHOR =
            Set.of("0BSD", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MIT-0", "Public Domain");

    private static final Pattern PART = Pattern.compile("\\.class$|\\.txz$|\\.so$|/pom\\.xml$");

    private static ZipFile jar;

    /** A line of the list. */
    private record Library(String name, String version, List<String> licences, String home) {
        static Library of(String line) {
            String[] columns = line.split(" \\| ", -1);
            String[] coordinates = columns[0].split(":", -1);
            return new Library(coordinates[1], coordinates[2], List.of(columns[1].split(", ", -1)), columns[2]);
        }

        boolean isOf(Path file) {
            String prefix = name + "-" + version;
            String is = file.getFileName().toString();
            return is.equals(prefix + ".jar") || is.startsWith(prefix + "-");
        }
    }

    @BeforeAll
    static void open() throws IOException {
        jar = new ZipFile(Objects.requireNonNull(System.getProperty("yizhan.jar")));
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    private static String text(String name) throws IOException {
        ZipEntry entry = jar.getEntry(FOLDER + name);
        assertThat(entry).as(name).isNotNull();
        return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static List<Library> libraries() throws IOException {
        return text("LIST.txt")
                .lines()
                .filter(line -> line.matches("[^ :]+:[^ :]+:[^ :]+ \\| .*"))
                .map(Library::of)
                .toList();
    }

    /** By what it is made of: each class, program and pom is looked for in the files of the class path. */
    @Test
    void namesEverythingThatIsBuiltIn() throws IOException {
        Map<String, List<Path>> homes = homes();
        List<Library> libraries = libraries();
        Set<String> strangers = new TreeSet<>();
        Set<Library> found = new HashSet<>();
        for (String part : parts(jar)) {
            if (part.contains("io/yizhan/") || part.contains("/io.yizhan/")) continue;
            List<Library> owners = libraries.stream()
                    .filter(library ->
                            homes.getOrDefault(part, List.of()).stream().anyMatch(library::isOf))
                    .toList();
            if (owners.isEmpty()) strangers.add(part);
            found.addAll(owners);
        }

        assertThat(strangers).isEmpty();
        assertThat(libraries)
                .hasSizeGreaterThan(50)
                .allSatisfy(library -> assertThat(found).contains(library));
        assertThat(text("LIST.txt")).contains("shanghai-districts.geojson", "zones.txt", "PostgreSQL 18", "AWS-LC");
    }

    private static Map<String, List<Path>> homes() throws IOException {
        Map<String, List<Path>> homes = new HashMap<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!path.endsWith(".jar")) continue;
            try (ZipFile file = new ZipFile(path)) {
                for (String part : parts(file))
                    homes.computeIfAbsent(part, none -> new ArrayList<>()).add(Path.of(path));
            }
        }
        return homes;
    }

    private static List<String> parts(ZipFile file) {
        return file.stream()
                .map(ZipEntry::getName)
                .filter(name -> PART.matcher(name).find())
                .toList();
    }

    @Test
    void hasTheTextOfEachLicence() throws IOException {
        for (Library library : libraries()) {
            assertThat(library.home()).as(library.name()).startsWith("http");
            boolean itsOwn = jar.stream()
                    .anyMatch(
                            entry -> !entry.isDirectory() && entry.getName().startsWith(FOLDER + library.name() + "/"));
            if (itsOwn) continue;
            String licence = library.licences().stream()
                    .filter(it -> !OF_EACH_AUTHOR.contains(it))
                    .filter(it -> jar.getEntry(FOLDER + "licences/" + it + ".txt") != null)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no licence of " + library + " can be read"));
            assertThat(text("licences/" + licence + ".txt")).hasSizeGreaterThan(5_000);
        }
    }

    @Test
    void keepsTheNoticesThatLibrariesHave() throws IOException {
        assertThat(text("commons-lang3/META-INF/NOTICE.txt")).contains("The Apache Software Foundation");
        assertThat(text("jackson-core/META-INF/NOTICE")).isNotEmpty();
        assertThat(text("jackson-core/META-INF/FastDoubleParser-ThirdParty-LICENSE"))
                .isNotEmpty();
        assertThat(text("redisson/META-INF/NOTICE")).isNotEmpty();
        assertThat(text("postgresql-server/LIBRARIES.txt")).contains("OpenSSL", "ICU", "zlib");
        assertThat(text("AmazonCorrettoCryptoProvider/NOTICE")).contains("Amazon");
        assertThat(text("aws-lc/LICENSE")).contains("This product includes software developed by the OpenSSL Project");
    }
}
