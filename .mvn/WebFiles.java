import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipFile;

/**
 * Makes what browsers are served of {@code src/main/web}: {@code WebFiles.java WEB LIBRARIES TARGET [NAME=FILE…]}. Nothing is bundled or minified, so that
 * what runs is what was written. What is added: libraries out of their jars, texts as modules, a compressed copy of each file, one version over
 * all (a hash, part of each address, so that a browser may keep a file for good), and for each page, in each language, what it will import.
 */
final class WebFiles {
    private static final List<String> LANGUAGES = List.of("zh", "en");
    private static final Set<String> COMPRESSED = Set.of("js", "css", "svg", "json", "html", "webmanifest");

    /** Where a library's file is in its jar, and what it is called here. */
    private static final Map<String, String> LIBRARY_FILES = Map.of(
            "lit-html.js", "vendor/lit-html.js",
            "directive.js", "vendor/directive.js",
            "directive-helpers.js", "vendor/directive-helpers.js",
            "directives/repeat.js", "vendor/repeat.js",
            "directives/live.js", "vendor/live.js",
            "dist/leaflet.js", "vendor/leaflet.js",
            "dist/leaflet.css", "vendor/leaflet.css");

    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*\\(?\\s*[\"'](\\.[^\"']+)[\"']");
    private static final Pattern STATIC_IMPORT = Pattern.compile("(?:from|^import)\\s*[\"'](\\.[^\"']+)[\"']", Pattern.MULTILINE);
    private static final Pattern MODULES = Pattern.compile("\\{modules:([^}]+)}");
    /** What a page's first look needs: it is in the page, so that nothing has to be waited for. */
    private static final Pattern STYLE = Pattern.compile("\\{inline:([^}]+)}");
    private static final Pattern WORD = Pattern.compile("\\{text:([a-zA-Z0-9.-]+)}");

    private final Path web;
    private final Map<String, byte[]> files = new TreeMap<>();

    private WebFiles(Path web) {
        this.web = web;
    }

    public static void main(String[] args) throws Exception {
        WebFiles made = new WebFiles(Path.of(args[0]));
        made.readLibraries(Path.of(args[1]));
        made.readOwn();
        for (String more : List.of(args).subList(3, args.length)) made.files.put(more.split("=", 2)[0], Files.readAllBytes(Path.of(more.split("=", 2)[1])));
        made.checkImports();
        made.write(Path.of(args[2]));
    }

    private void readLibraries(Path libraries) throws IOException {
        for (Path jar : list(libraries, ".jar")) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                    var entry = entries.nextElement();
                    String[] parts = entry.getName().split("/", 6);
                    String name = parts.length < 6 ? null : LIBRARY_FILES.get(parts[5]);
                    if (name == null || !entry.getName().startsWith("META-INF/resources/webjars/")) continue;
                    files.put(name, library(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)));
                }
            }
        }
        Set<String> missing = new TreeSet<>(LIBRARY_FILES.values());
        missing.removeAll(files.keySet());
        if (!missing.isEmpty()) throw fault("the libraries lack " + missing);
    }

    /** All of a library's files are in one folder here; maps of its sources are not served. */
    private static byte[] library(String text) {
        return bytes(text.replaceAll("(from|import)\"\\.\\.?/(?:directives/)?([a-z-]+\\.js)\"", "$1\"./$2\"")
                .replaceAll("(?m)^//# sourceMappingURL=.*$", ""));
    }

    private void readOwn() throws IOException {
        try (Stream<Path> all = Files.walk(web)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = web.relativize(file).toString().replace('\\', '/');
                if (name.startsWith("pages/") || name.startsWith("text/") || name.endsWith(".md")) continue;
                if (name.chars().filter(it -> it == '/').count() != 1) throw fault(name + " is not in a room of its own");
                files.put(name, Files.readAllBytes(file));
            }
        }
        for (String language : LANGUAGES) files.put("text/" + language + ".js", bytes(module(texts(language))));
    }

    private Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (var in = Files.newBufferedReader(web.resolve("text/" + language + ".properties"))) {
            texts.load(in);
        }
        return texts;
    }

    private static String module(Properties texts) {
        return new TreeMap<>(texts).entrySet().stream()
                .map(it -> quoted((String) it.getKey()) + ":" + quoted((String) it.getValue()))
                .collect(Collectors.joining(",\n", "export default {\n", "\n};\n"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + '"';
    }

    /** An import of nothing would only be found in a browser, and there only when it is needed. */
    private void checkImports() {
        files.forEach((name, content) -> {
            if (name.endsWith(".js")) for (String imported : imports(name, IMPORT)) if (!files.containsKey(imported)) throw fault(name + " imports " + imported + ", which there is not");
        });
    }

    private Set<String> imports(String name, Pattern pattern) {
        Set<String> imported = new LinkedHashSet<>();
        Matcher found = pattern.matcher(new String(files.get(name), StandardCharsets.UTF_8));
        while (found.find()) if (!found.group(1).contains("$")) imported.add(Path.of(name).resolveSibling(found.group(1)).normalize().toString().replace('\\', '/'));
        return imported;
    }

    /** With all that it imports from the start. */
    private Set<String> withImports(String script) {
        Set<String> known = new LinkedHashSet<>(List.of(script));
        List<String> open = new ArrayList<>(known);
        while (!open.isEmpty()) for (String next : imports(open.removeFirst(), STATIC_IMPORT)) if (known.add(next)) open.add(next);
        return known;
    }

    private void write(Path target) throws Exception {
        Map<String, byte[]> all = new TreeMap<>();
        String version = version();
        files.forEach((name, content) -> all.put("assets/" + name, content));
        for (Path page : list(web.resolve("pages"), "")) {
            for (String language : LANGUAGES) all.put("pages/" + inLanguage(page, language), bytes(page(page, language, version)));
        }
        all.put("names", bytes(version + "\n" + String.join("\n", all.keySet()) + "\n"));
        for (String name : List.copyOf(all.keySet())) {
            String ending = name.substring(name.lastIndexOf('.') + 1);
            if (COMPRESSED.contains(ending) && name.startsWith("assets/")) all.put(name + ".gz", compressed(all.get(name)));
        }
        removeOthers(target, all.keySet());
        for (var file : all.entrySet()) writeWhereNew(target.resolve(file.getKey()), file.getValue());
    }

    /** {@code member.html} is {@code member.zh.html}. */
    private static String inLanguage(Path page, String language) {
        String name = page.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot) + "." + language + name.substring(dot);
    }

    private String page(Path page, String language, String version) throws IOException {
        String text = Files.readString(page);
        text = MODULES.matcher(text).replaceAll(it -> Matcher.quoteReplacement(modules(it.group(1), language)));
        text = STYLE.matcher(text).replaceAll(it -> Matcher.quoteReplacement(new String(files.get(it.group(1)), StandardCharsets.UTF_8).strip()));
        Properties texts = texts(language);
        text = WORD.matcher(text).replaceAll(it -> {
            String word = texts.getProperty(it.group(1));
            if (word == null) throw fault(page + " has a text " + it.group(1) + " that " + language + " has not");
            return Matcher.quoteReplacement(word.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
        });
        if (text.contains("{files}")) text = text.replace("{files}", kept(language));
        return text.replace("{language}", language).replace("{assets}", "/assets/" + version).replace("{version}", version);
    }

    /** Whatever a module will import, so that a browser asks for all of it at once. */
    private String modules(String script, String language) {
        Set<String> modules = withImports(script);
        modules.add("text/" + language + ".js");
        return modules.stream().map(it -> "<link rel=\"modulepreload\" href=\"{assets}/" + it + "\">").collect(Collectors.joining("\n"));
    }

    /** What a member's page needs without a network: all that is its own but the map. */
    private String kept(String language) {
        return files.keySet().stream()
                .filter(it -> it.startsWith("kit/") || it.startsWith("member/") || it.startsWith("style/") || it.equals("text/" + language + ".js") || it.startsWith("vendor/") && !it.contains("leaflet"))
                .filter(it -> !it.equals("kit/map.js") && !it.equals("style/desk.css") && !it.equals("style/screen.css"))
                .map(it -> "'{assets}/" + it + "'")
                .collect(Collectors.joining(", "));
    }

    private String version() throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (var file : files.entrySet()) {
            sha256.update(bytes(file.getKey() + "\n" + file.getValue().length + "\n"));
            sha256.update(file.getValue());
        }
        for (Path page : list(web.resolve("pages"), "")) sha256.update(Files.readAllBytes(page));
        return HexFormat.of().formatHex(sha256.digest(), 0, 6);
    }

    private static byte[] compressed(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out) {{ def.setLevel(Deflater.BEST_COMPRESSION); }}) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static void removeOthers(Path target, Set<String> names) throws IOException {
        if (!Files.isDirectory(target)) return;
        try (Stream<Path> there = Files.walk(target)) {
            for (Path file : there.filter(Files::isRegularFile).toList())
                if (!names.contains(target.relativize(file).toString().replace('\\', '/'))) Files.delete(file);
        }
    }

    /** What is as it was keeps its time, so that nothing is packed anew for it. */
    private static void writeWhereNew(Path file, byte[] content) throws IOException {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) return;
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static List<Path> list(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(it -> it.getFileName().toString().endsWith(ending)).sorted().toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static IllegalStateException fault(String what) {
        return new IllegalStateException("web: " + what);
    }
}
