package io.yizhan.core;

import java.util.Arrays;

/** The numbers of a policy: what each {@link Term} is. Immutable. */
public final class Terms {
    /** What holds where a policy says nothing. */
    public static final Terms UNSET = new Terms(unset());

    /** By the terms' codes. */
    private final int[] values;
    /** Looked up for every booking, and nearly always false. */
    private final boolean limited;

    private Terms(int[] values) {
        this.values = values;
        boolean any = false;
        for (PolicyLimit limit : PolicyLimit.values()) any |= limit.isSetIn(this);
        limited = any;
    }

    private static int[] unset() {
        int codeMax = 0;
        for (Term term : Term.values()) codeMax = Math.max(codeMax, term.code());
        int[] values = new int[codeMax + 1];
        for (Term term : Term.values()) values[term.code()] = term.unset();
        return values;
    }

    public int get(Term term) {
        return values[term.code()];
    }

    /** Whether any {@link PolicyLimit} is set. */
    public boolean limited() {
        return limited;
    }

    public Terms with(Term term, int value) {
        int[] changed = values.clone();
        changed[term.code()] = value;
        return new Terms(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Terms terms && Arrays.equals(values, terms.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** For people: those that are not as unset. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Terms[");
        for (Term term : Term.values()) {
            if (get(term) == term.unset()) continue;
            if (text.charAt(text.length() - 1) != '[') text.append(", ");
            text.append(term.text()).append('=').append(get(term));
        }
        return text.append(']').toString();
    }
}
