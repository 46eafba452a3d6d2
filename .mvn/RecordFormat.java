import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.co.real_logic.sbe.SbeTool;

/**
 * Generates the journal's flyweights where the schema or the generator has changed: {@code RecordFormat.java SCHEMA TOOLS TARGET}.
 * A file that comes out as it was is left alone, so that the compiler sees nothing new.
 */
final class RecordFormat {
    /** So that one method can take any message. */
    private static final Map<String, String> OPTIONS = Map.of("sbe.java.generate.interfaces", "true");

    public static void main(String[] args) throws Exception {
        Path schema = Path.of(args[0]), tools = Path.of(args[1]), target = Path.of(args[2]);
        Path made = target.resolveSibling("sbe.made"), fresh = target.resolveSibling("sbe.new");
        String inputs = inputs(schema, tools);
        if (Files.exists(made) && Files.readString(made).equals(inputs + digests(target))) return;

        remove(fresh);
        System.setProperty("sbe.output.dir", fresh.toString());
        OPTIONS.forEach(System::setProperty);
        SbeTool.main(new String[] {schema.toString()});
        Set<Path> files = files(fresh);
        for (Path gone : files(target)) if (!files.contains(gone)) Files.delete(target.resolve(gone));
        for (Path file : files) {
            Path there = target.resolve(file);
            if (Files.exists(there) && Files.mismatch(there, fresh.resolve(file)) < 0) continue;
            Files.createDirectories(there.getParent());
            Files.copy(fresh.resolve(file), there, StandardCopyOption.REPLACE_EXISTING);
        }
        remove(fresh);
        Files.writeString(made, inputs + digests(target));
    }

    /** The schema, the options, and the generator's jars, whose names carry their versions. */
    private static String inputs(Path schema, Path tools) throws Exception {
        try (Stream<Path> jars = Files.list(tools)) {
            return digest(schema) + " " + OPTIONS + " " + jars.map(jar -> jar.getFileName().toString()).sorted().toList() + "\n";
        }
    }

    private static String digests(Path folder) throws Exception {
        StringBuilder digests = new StringBuilder();
        for (Path file : files(folder)) digests.append(digest(folder.resolve(file))).append(' ').append(file).append('\n');
        return digests.toString();
    }

    private static Set<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return Set.of();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(folder::relativize).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) Files.delete(file);
    }

    private static String digest(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
