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
import java.util.TreeSet;

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
        Set<String> formatted = new TreeSet<>();
        Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .formatJavadoc(false)
                .build());
        List<Path> unformatted = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            Path folder = Path.of(args[i]);
            if (!Files.isDirectory(folder)) continue;
            List<Path> sources;
            try (var files = Files.walk(folder)) {
                sources = files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
            }
            for (Path source : sources) {
                String before = Files.readString(source);
                String digest = digest(before);
                if (known.contains(digest)) {
                    formatted.add(digest);
                    continue;
                }
                String after = formatter.formatSource(
                        ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(before), JavaFormatterOptions.Style.PALANTIR));
                if (before.equals(after)) {
                    formatted.add(digest);
                } else if (apply) {
                    Files.writeString(source, after);
                } else {
                    unformatted.add(source);
                }
            }
        }
        Files.writeString(record, formatterIs + "\n" + String.join("\n", formatted) + "\n");
        for (Path source : unformatted) System.err.println("not formatted: " + source);
        if (!unformatted.isEmpty()) {
            System.err.println("To format: mvn -N -Dformat=apply validate");
            System.exit(1);
        }
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
