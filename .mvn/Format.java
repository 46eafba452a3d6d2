import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks or applies the house formatting: {@code Format.java check|apply FOLDER…}. Exit 1 names the files that differ. */
final class Format {
    public static void main(String[] args) throws Exception {
        boolean apply = args[0].equals("apply");
        Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .formatJavadoc(false)
                .build());
        List<Path> unformatted = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            Path folder = Path.of(args[i]);
            if (!Files.isDirectory(folder)) continue;
            List<Path> sources;
            try (var files = Files.walk(folder)) {
                sources = files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
            }
            for (Path source : sources) {
                String before = Files.readString(source);
                String after = formatter.formatSource(
                        ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(before), JavaFormatterOptions.Style.PALANTIR));
                if (before.equals(after)) continue;
                if (apply) Files.writeString(source, after);
                else unformatted.add(source);
            }
        }
        for (Path source : unformatted) System.err.println("not formatted: " + source);
        if (!unformatted.isEmpty()) {
            System.err.println("To format: mvn -Dformat=apply compile");
            System.exit(1);
        }
    }
}
