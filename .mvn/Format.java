import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Checks or applies the house formatting: {@code Format.java check|apply RECORD FOLDER…}. Exit 1 names the files that differ.
 * RECORD has the digests of what was found formatted, so that the next build looks only at what is new; it begins anew with another
 * formatter.
 */
final class Format {
    public static void main(String[] args) throws Exception {
        boolean apply = args[0].equals("apply");
        Path record = Path.of(args[1]);
        String formatterIs = "formatter " + Formatter.class.getProtectionDomain().getCodeSource().getLocation();
        Set<String> known = known(record, formatterIs);
        Set<String> formatted = new ConcurrentSkipListSet<>();
        Set<Path> unformatted = new ConcurrentSkipListSet<>();
        List<Path> sources = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            Path folder = Path.of(args[i]);
            if (!Files.isDirectory(folder)) continue;
            try (var files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        sources.parallelStream().forEach(source -> {
            try {
                String before = Files.readString(source);
                String digest = digest(before);
                String after = known.contains(digest) ? before : formatted(before);
                if (before.equals(after)) {
                    formatted.add(digest);
                } else if (apply) {
                    Files.writeString(source, after);
                } else {
                    unformatted.add(source);
                }
            } catch (Exception failure) {
                throw new IllegalStateException(source.toString(), failure);
            }
        });
        Files.writeString(record, formatterIs + "\n" + String.join("\n", formatted) + "\n");
        for (Path source : unformatted) System.err.println("not formatted: " + source);
        if (!unformatted.isEmpty()) {
            System.err.println("To format: mvn -N -Dformat=apply validate");
            System.exit(1);
        }
    }

    private static String formatted(String source) throws Exception {
        Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .formatJavadoc(false)
                .build());
        return formatter.formatSource(ImportOrderer.reorderImports(
                RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.PALANTIR));
    }

    private static Set<String> known(Path record, String formatterIs) throws IOException {
        if (!Files.exists(record)) return Set.of();
        List<String> lines = Files.readAllLines(record);
        return lines.isEmpty() || !lines.getFirst().equals(formatterIs) ? Set.of() : Set.copyOf(lines.subList(1, lines.size()));
    }

    private static String digest(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
