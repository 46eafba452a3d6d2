package io.yizhan.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One object of the file, taken apart field by field. Whatever is missing or malformed becomes a problem and a stand-in value, so
 * that reading goes on to the next problem; the stand-ins never leave the package, since a file with problems gives no city.
 */
final class Fields {
    /** Stands in for a whole number that could not be read. */
    static final int NONE = Integer.MIN_VALUE;

    private static final Predicate<String> ID =
            Pattern.compile("[a-z0-9-]{1,40}").asMatchPredicate();
    private static final Predicate<String> KIND =
            Pattern.compile("[A-Z][A-Z0-9_]{0,39}").asMatchPredicate();

    private final Node object;
    private final Problems problems;
    private final Set<String> known = new HashSet<>();

    private Fields(Node object, Problems problems) {
        this.object = object;
        this.problems = problems;
    }

    /** Null, with a problem, where the value is no object. */
    static @Nullable Fields of(Node node, Problems problems) {
        if (node.kind == Node.Kind.OBJECT) return new Fields(node, problems);
        problems.add(node, "should be an object, not " + node.kind.words);
        return null;
    }

    Node node() {
        return object;
    }

    /** Null where the field is left out. */
    @Nullable
    Node optional(String name) {
        known.add(name);
        return object.fields.get(name);
    }

    /** Null, with a problem, where the field is left out. */
    @Nullable
    Node required(String name) {
        Node node = optional(name);
        if (node == null) problems.add(object, "lacks \"" + name + "\"");
        return node;
    }

    /** Reports the fields that nobody asked for. */
    void end() {
        object.fields.forEach((name, node) -> {
            if (!known.contains(name)) problems.add(node, "is not a field that is known here");
        });
    }

    String id(String name) {
        return string(required(name), ID, "1 to 40 of a-z, 0-9 and -");
    }

    String id(Node node) {
        return string(node, ID, "1 to 40 of a-z, 0-9 and -");
    }

    String kind(String name) {
        return string(required(name), KIND, "1 to 40 of A-Z, 0-9 and _, a letter first");
    }

    String string(@Nullable Node node, Predicate<String> form, String expected) {
        if (node == null || !is(Node.Kind.STRING, node)) return "";
        if (form.test(node.text)) return node.text;
        problems.add(node, "should be " + expected + ", not " + Problems.quote(node.text));
        return "";
    }

    Text text(String name, int charsMax) {
        Node node = required(name);
        return node == null ? new Text("", "") : text(node, charsMax);
    }

    Text text(Node node, int charsMax) {
        Fields fields = of(node, problems);
        if (fields == null) return new Text("", "");
        String expected = "1 to " + charsMax + " characters, none of them a control character";
        Predicate<String> form = text -> text.length() <= charsMax && isPlain(text);
        Text text = new Text(
                fields.string(fields.required("zh"), form, expected),
                fields.string(fields.required("en"), form, expected));
        fields.end();
        return text;
    }

    /** {@link #NONE}, with a problem, where there is none in the range. */
    int integer(String name, int min, int max) {
        Node node = required(name);
        if (node == null || !is(Node.Kind.INTEGER, node)) return NONE;
        // Longer ones are out of every range here, and might not fit a long.
        long number = node.text.length() > 18 ? Long.MAX_VALUE : Long.parseLong(node.text);
        if (number >= min && number <= max) return (int) number;
        problems.add(node, "should be " + min + " to " + max + ", not " + node.text);
        return NONE;
    }

    /** {@code absent} where it is left out; {@link #NONE}, with a problem, where it is out of the range. */
    int optionalInteger(String name, int min, int max, int absent) {
        return optional(name) == null ? absent : integer(name, min, max);
    }

    /** NaN, with a problem, where there is none in the range. */
    double decimal(String name, double min, double max) {
        Node node = required(name);
        if (node == null) return Double.NaN;
        if (node.kind != Node.Kind.INTEGER && !is(Node.Kind.DECIMAL, node)) return Double.NaN;
        double number = Double.parseDouble(node.text);
        if (number >= min && number <= max) return number;
        problems.add(node, "should be " + min + " to " + max + ", not " + node.text);
        return Double.NaN;
    }

    /** False where it is left out. */
    boolean flag(String name) {
        Node node = optional(name);
        return node != null && is(Node.Kind.BOOLEAN, node) && node.text.equals("true");
    }

    <E extends Enum<E>> E choice(String name, E standIn) {
        E[] choices = standIn.getDeclaringClass().getEnumConstants();
        Node node = required(name);
        if (node == null || !is(Node.Kind.STRING, node)) return standIn;
        for (E choice : choices) if (choice.name().equals(node.text)) return choice;
        problems.add(node, "should be one of " + Arrays.toString(choices) + ", not " + Problems.quote(node.text));
        return standIn;
    }

    /** Null, with a problem, where it is no span; null without one where the node is null. */
    WeeklyHours.@Nullable Span span(@Nullable Node node) {
        if (node == null || !is(Node.Kind.STRING, node)) return null;
        WeeklyHours.Span span = Notation.span(node.text);
        if (span == null) {
            problems.add(
                    node,
                    "should be a span of local time such as 06:30-22:00, at most to 24:00, not "
                            + Problems.quote(node.text));
        }
        return span;
    }

    /** Empty, with a problem, where they are no days. */
    List<Integer> days(@Nullable Node node) {
        if (node == null || !is(Node.Kind.STRING, node)) return List.of();
        List<Integer> days = Notation.days(node.text);
        if (days.isEmpty()) addDaysProblem(node, node.text);
        return days;
    }

    void addDaysProblem(Node node, String text) {
        problems.add(
                node, "should be days such as Mon-Fri,Sun or daily, each at most once, not " + Problems.quote(text));
    }

    /** Null, with a problem, where it is no date; null without one where the node is null. */
    @Nullable
    LocalDate date(@Nullable Node node) {
        if (node == null || !is(Node.Kind.STRING, node)) return null;
        LocalDate date = Dates.parse(node.text);
        if (date == null) {
            problems.add(
                    node,
                    "should be a date such as 2026-12-31, in the years " + Dates.YEAR_MIN + " to " + Dates.YEAR_MAX
                            + ", not " + Problems.quote(node.text));
        }
        return date;
    }

    /** Empty, with a problem, where the field is missing. */
    <T> List<T> list(String name, int max, Function<Node, @Nullable T> item) {
        Node node = required(name);
        return node == null ? List.of() : list(node, max, item);
    }

    /** Empty where the field is left out. */
    <T> List<T> optionalList(String name, int max, Function<Node, @Nullable T> item) {
        Node node = optional(name);
        return node == null ? List.of() : list(node, max, item);
    }

    private <T> List<T> list(Node node, int max, Function<Node, @Nullable T> item) {
        if (!is(Node.Kind.ARRAY, node)) return List.of();
        if (node.items.size() > max) {
            problems.add(node, "has " + node.items.size() + " entries, and may have " + max);
            return List.of();
        }
        List<T> items = new ArrayList<>(node.items.size());
        for (Node child : node.items) {
            T read = item.apply(child);
            if (read != null) items.add(read);
        }
        return List.copyOf(items);
    }

    private boolean is(Node.Kind kind, Node node) {
        if (node.kind == kind) return true;
        problems.add(node, "should be " + kind.words + ", not " + node.kind.words);
        return false;
    }

    private static boolean isPlain(String text) {
        if (text.isBlank()) return false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            boolean halfOfPair = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (halfOfPair || Character.isISOControl(c)) return false;
        }
        return true;
    }
}
