import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes what the executable jar is made of as a CycloneDX SBOM: {@code Sbom.java TREE REPOSITORY LICENCES TARGET}. TREE is what
 * {@code dependency:tree} says as tgf, LICENCES the list of the licences. The same sources make the same bytes. (CycloneDX's own plugin
 * has itself skipped wherever Maven is offline: the jar would have none, or an old one.)
 */
final class Sbom {
    /** What LICENCES calls otherwise than SPDX does, or SPDX not at all, stands there by its name. */
    private static final Set<String> SPDX = Set.of(
            "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-1.0", "EPL-2.0", "MIT", "MIT-0");

    /** A line of the tree: {@code group:name:type[:classifier]:version[:scope]}. */
    private record Part(String group, String name, String type, String classifier, String version) {
        static Part of(String said) {
            List<String> all = new ArrayList<>(Arrays.asList(said.split(" ")[0].split(":")));
            // The engine itself has no scope.
            if (Set.of("compile", "runtime").contains(all.getLast())) all.removeLast();
            return new Part(all.get(0), all.get(1), all.get(2), all.size() == 5 ? all.get(3) : "", all.getLast());
        }

        String purl() {
            String only = classifier.isEmpty() ? "" : "classifier=" + classifier + "&";
            return "pkg:maven/" + group + "/" + name + "@" + version + "?" + only + "type=" + type;
        }

        Path file(Path repository) {
            String file = name + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + "." + type;
            return repository.resolve(group.replace('.', '/')).resolve(name).resolve(version).resolve(file);
        }

        String said() {
            return "\"bom-ref\":" + quoted(purl()) + ",\"group\":" + quoted(group) + ",\"name\":" + quoted(name)
                    + ",\"version\":" + quoted(version) + ",\"purl\":" + quoted(purl());
        }
    }

    public static void main(String[] args) throws Exception {
        Path repository = Path.of(args[1]), target = Path.of(args[3]);
        Map<String, Part> parts = new LinkedHashMap<>();
        Map<String, Set<String>> under = new TreeMap<>();
        boolean edges = false;
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String[] words = line.split(" ", 3);
            if (line.startsWith("#")) edges = true;
            else if (!edges) parts.put(words[0], Part.of(line.substring(words[0].length() + 1)));
            else under.computeIfAbsent(parts.get(words[0]).purl(), none -> new TreeSet<>()).add(parts.get(words[1]).purl());
        }
        Part engine = parts.values().iterator().next();
        Map<String, List<String>> licences = licences(Path.of(args[2]));
        Map<String, String> components = new TreeMap<>();
        for (Part part : parts.values()) {
            if (part.equals(engine)) continue;
            String sum = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(part.file(repository))));
            List<String> its = licences.get(part.group() + ":" + part.name() + ":" + part.version());
            if (its == null) throw new IllegalStateException(part + " is not in " + args[2]);
            components.put(part.purl(), "{\"type\":\"library\"," + part.said()
                    + ",\"scope\":\"required\",\"hashes\":[{\"alg\":\"SHA-256\",\"content\":" + quoted(sum) + "}],\"licenses\":["
                    + its.stream().map(Sbom::licence).collect(Collectors.joining(",")) + "]}");
        }
        Files.createDirectories(target.getParent());
        Files.writeString(target, "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"metadata\":{\"component\":{"
                + "\"type\":\"application\"," + engine.said() + "}},\n\"components\":[\n" + String.join(",\n", components.values())
                + "\n],\n\"dependencies\":[\n" + under.entrySet().stream()
                        .map(each -> "{\"ref\":" + quoted(each.getKey()) + ",\"dependsOn\":"
                                + each.getValue().stream().map(Sbom::quoted).toList() + "}")
                        .collect(Collectors.joining(",\n"))
                + "\n]}\n");
    }

    private static Map<String, List<String>> licences(Path list) throws IOException {
        Map<String, List<String>> licences = new HashMap<>();
        for (String line : Files.readAllLines(list)) {
            String[] columns = line.split(" \\| ");
            if (columns.length == 3) licences.put(columns[0], List.of(columns[1].split(", ")));
        }
        return licences;
    }

    private static String licence(String name) {
        return "{\"license\":{" + (SPDX.contains(name) ? "\"id\":" : "\"name\":") + quoted(name) + "}}";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
