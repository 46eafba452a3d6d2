package io.yizhan.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages want to say they can say, in both languages; and nobody translates what no page says. */
final class TextsTest {
    /** The first argument of what looks a text up; a condition may choose between several. */
    private static final Pattern ASKED =
            Pattern.compile("(?<![\\w.])(?:\\w+\\.)?([tn])\\(([^,;()]*(?:\\([^()]*\\)[^,;()]*)*)");

    /** In a condition, what something is compared with. */
    private static final Pattern COMPARED = Pattern.compile("[!=]==? *'[^']*'");

    private static final Pattern LITERAL = Pattern.compile("'([a-z][\\w-]*(?:\\.[\\w-]+)*)'");
    /** A text that is looked up by what something is: all texts of that family may be. */
    private static final Pattern FAMILY = Pattern.compile("`([a-z][\\w.-]*\\.)\\$\\{|named\\('([\\w.]+)'");

    private static final Pattern IN_PAGE = Pattern.compile("\\{text:([^}]+)}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    private final Texts zh = Texts.of("zh");
    private final Texts en = Texts.of("en");

    private static List<String> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(Texts.WEB)) {
            List<String> files = new ArrayList<>();
            for (Path file : all.filter(it -> it.toString().endsWith(ending)).toList())
                files.add(Files.readString(file));
            assertThat(files).as(ending).isNotEmpty();
            return files;
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(it -> it.group(1) == null ? it.group(2) + "." : it.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatAScriptAsksForIsThereInBothLanguages() throws IOException {
        Set<String> missing = new TreeSet<>();
        int asked = 0;
        for (String script : files(".js")) {
            Matcher call = ASKED.matcher(script);
            while (call.find()) {
                for (String key : found(LITERAL, COMPARED.matcher(call.group(2)).replaceAll(""))) {
                    asked++;
                    String there = call.group(1).equals("n") ? key + ".other" : key;
                    if (!zh.keys().contains(there)) missing.add("zh " + there);
                    if (!en.keys().contains(there)) missing.add("en " + there);
                }
            }
        }
        assertThat(asked).isGreaterThan(200);
        assertThat(missing).isEmpty();
    }

    @Test
    void whatAPageHasIsThereInBothLanguages() throws IOException {
        for (String ending : List.of(".html", ".webmanifest"))
            for (String page : files(ending)) assertThat(zh.keys()).containsAll(found(IN_PAGE, page));
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        assertThat(zh.keys()).containsExactlyInAnyOrderElementsOf(en.keys());
        for (String key : en.keys()) {
            assertThat(zh.get(key)).as(key).isNotBlank();
            assertThat(en.get(key)).as(key).isNotBlank();
            assertThat(placeholders(zh, key)).as(key).isEqualTo(placeholders(en, key));
        }
    }

    /** Of one alone, a language need not say how many. */
    private static Set<String> placeholders(Texts texts, String key) {
        Set<String> all = found(PLACEHOLDER, texts.get(key));
        if (key.endsWith(".one")) all.remove("n");
        return all;
    }

    @Test
    void noTextIsThereForNothing() throws IOException {
        String all = String.join("\n", files(".js"))
                + String.join("\n", files(".html"))
                + String.join("\n", files(".webmanifest"));
        Set<String> families = found(FAMILY, all);
        Set<String> used = new TreeSet<>(found(LITERAL, all));
        used.addAll(found(IN_PAGE, all));
        assertThat(en.keys().stream()
                        .filter(key -> !used.contains(key) && !used.contains(key.replaceFirst("\\.(one|other)$", "")))
                        .filter(key -> families.stream().noneMatch(key::startsWith)))
                .isEmpty();
    }
}
