package io.yizhan.catalogue;

import java.util.List;
import java.util.stream.Collectors;

/** A catalogue file can't be used: all that is wrong in it, in the order of the file's parts. */
public final class CatalogueInvalid extends RuntimeException {
    private final transient List<Problem> problems;
    private final int unnamedCount;

    CatalogueInvalid(List<Problem> problems, int unnamedCount) {
        super(message(problems, unnamedCount));
        this.problems = List.copyOf(problems);
        this.unnamedCount = unnamedCount;
    }

    /** At least one, at most {@value Problems#NAMED_MAX}. */
    public List<Problem> problems() {
        return problems;
    }

    /** How many more problems were found than {@link #problems} names. */
    public int unnamedCount() {
        return unnamedCount;
    }

    private static String message(List<Problem> problems, int unnamedCount) {
        String named = problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
        return unnamedCount == 0 ? named : named + "\nand " + unnamedCount + " more";
    }
}
