package io.yizhan.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of the file with the place where it stands. */
final class Node {
    enum Kind {
        OBJECT("an object"),
        ARRAY("a list"),
        STRING("a text"),
        INTEGER("a whole number"),
        DECIMAL("a number"),
        BOOLEAN("true or false"),
        NULL("null");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Where a value stands: under a name in an object, or at an index in a list. */
    record Step(@Nullable Node parent, String name, int index) {
        static final Step ROOT = new Step(null, "", -1);
    }

    final Step step;
    final int line;
    final int column;
    final Kind kind;

    /** Of a text, its characters; of a number or truth value, as the file writes it; otherwise empty. */
    final String text;

    final Map<String, Node> fields;
    final List<Node> items;

    Node(Step step, int line, int column, Kind kind, String text, Map<String, Node> fields, List<Node> items) {
        this.step = step;
        this.line = line;
        this.column = column;
        this.kind = kind;
        this.text = text;
        this.fields = fields;
        this.items = items;
    }

    String place() {
        StringBuilder place = new StringBuilder();
        appendPlace(place);
        return place.isEmpty() ? "$" : place.toString();
    }

    private void appendPlace(StringBuilder place) {
        if (step.parent() == null) return;
        step.parent().appendPlace(place);
        if (step.index() >= 0) place.append('[').append(step.index()).append(']');
        else place.append(place.isEmpty() ? "" : ".").append(nameInPlace());
    }

    private String nameInPlace() {
        String quoted = Problems.quote(step.name());
        return quoted.substring(1, quoted.length() - 1);
    }
}
