package io.yizhan.config;

import java.util.List;

/** The configuration is wrong. Names all that is wrong, not only the first. */
public final class ConfigInvalid extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ConfigInvalid(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
