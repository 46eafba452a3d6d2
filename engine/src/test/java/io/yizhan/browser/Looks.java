package io.yizhan.browser;

import java.util.stream.Stream;

/**
 * In which languages every place of the pages is gone through: in English in each build, since its words are the longest, and in Chinese as
 * well with {@code -Dyizhan.looks=all}, which takes a minute or two longer. Light and dark in any case.
 */
final class Looks {
    private Looks() {}

    static Stream<String> languages() {
        return System.getProperty("yizhan.looks", "").equals("all") ? Stream.of("en", "zh") : Stream.of("en");
    }
}
