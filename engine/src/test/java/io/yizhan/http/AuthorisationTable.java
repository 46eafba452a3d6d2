package io.yizhan.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may do what: {@code authorisation.txt}, which says itself how it is read. */
final class AuthorisationTable {
    static final String FILE = "authorisation.txt";

    private static final String FIRST_COLUMN = "operation";
    private static final String ALLOWED = "yes";

    private final Map<String, Refused> words = new LinkedHashMap<>();
    private final Map<String, Map<Caller, String>> rows = new LinkedHashMap<>();
    private boolean headed;

    /** What a word of the table stands for. */
    private record Refused(int status, String code) {}

    private AuthorisationTable(List<String> lines) {
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) continue;
            if (line.contains("|"))
                row(Arrays.stream(line.split("\\|", -1)).map(String::strip).toList());
            else word(line);
        }
    }

    static AuthorisationTable read() {
        try (InputStream in = AuthorisationTable.class.getResourceAsStream('/' + FILE)) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return new AuthorisationTable(text.lines().toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void word(String line) {
        String[] parts = line.strip().split("\\s*=\\s*|\\s+", -1);
        if (parts.length != 3) throw new AssertionError(FILE + ": neither a row nor \"word = status code\": " + line);
        words.put(parts[0], new Refused(Integer.parseInt(parts[1]), parts[2]));
    }

    private void row(List<String> cells) {
        List<String> row = cells.subList(1, cells.size());
        if (!headed) {
            List<String> columns = Caller.columns();
            if (!cells.getFirst().equals(FIRST_COLUMN) || !row.equals(columns))
                throw new AssertionError(
                        FILE + ": the columns must be " + FIRST_COLUMN + ", and those of Caller: " + columns);
            headed = true;
            return;
        }
        String operation = cells.getFirst();
        if (row.size() != Caller.values().length)
            throw new AssertionError(FILE + ": row " + operation + " has " + row.size() + " cells, but there are "
                    + Caller.values().length + " callers");
        for (String word : row)
            if (!word.equals(ALLOWED) && !words.containsKey(word))
                throw new AssertionError(
                        FILE + ": row " + operation + " says " + word + ", which no line above explains");
        Map<Caller, String> byCaller = new EnumMap<>(Caller.class);
        Iterator<String> next = row.iterator();
        for (Caller caller : Caller.values()) byCaller.put(caller, next.next());
        if (rows.put(operation, byCaller) != null) throw new AssertionError(FILE + ": two rows for " + operation);
    }

    Set<String> operations() {
        return rows.keySet();
    }

    /** With which code of a problem somebody is refused; empty for one who is let in. */
    String code(String operation, Caller caller) {
        Refused refused = words.get(word(operation, caller));
        return refused == null ? "" : refused.code;
    }

    private String word(String operation, Caller caller) {
        Map<Caller, String> row = rows.get(operation);
        if (row == null) throw new AssertionError(FILE + ": no row for " + operation);
        return Objects.requireNonNull(row.get(caller));
    }

    /** The word for an answer; its status and code where there is none. */
    String said(int status, String code) {
        for (Map.Entry<String, Refused> each : words.entrySet())
            if (each.getValue().status == status && each.getValue().code.equals(code)) return each.getKey();
        return status < 400 || status == 409 ? ALLOWED : (status + " " + code).strip();
    }

    /** What is wrong with an answer; null where it is as the table says. */
    @Nullable
    String problem(String operation, Caller caller, int status, String code) {
        String wanted = word(operation, caller);
        if (said(status, code).equals(wanted)) return null;
        Refused refused = words.get(wanted);
        return operation + " as " + caller.column() + ": the table says " + wanted
                + (refused == null ? "" : " (" + refused.status + ' ' + refused.code + ')') + ", the engine answers "
                + (status + " " + code).strip();
    }

    /** A line for an operation that has none. */
    static String line(String operation, List<String> words) {
        List<String> cells = new ArrayList<>(List.of(operation));
        cells.addAll(words);
        return String.join(" | ", cells);
    }
}
