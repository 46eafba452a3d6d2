package io.yizhan.http.problem;

import io.yizhan.http.head.Language;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;

/** The texts of problems in every language, read and cut up once: refusals are rendered by the thousand at the peak. */
public final class Messages {
    private static final String BUNDLE = "io.yizhan.http.problem.messages";

    private final Map<Language, Texts> texts = new EnumMap<>(Language.class);

    public Messages() {
        for (Language language : Language.values()) texts.put(language, new Texts(language));
    }

    static ResourceBundle bundle(Language language) {
        return ResourceBundle.getBundle(
                BUNDLE,
                Locale.forLanguageTag(language.tag),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    public String title(Language language, ProblemCode code) {
        return in(language).of(code).title();
    }

    public String detail(Language language, Problem problem) {
        return in(language).detail(problem).with(problem.args());
    }

    private Texts in(Language language) {
        Texts found = texts.get(language);
        if (found == null) throw new IllegalStateException("no texts for " + language);
        return found;
    }

    private record Entry(String title, Template detail) {}

    private static final class Texts {
        private static final String DETAIL = ".detail";

        private final Map<ProblemCode, Entry> entries = new EnumMap<>(ProblemCode.class);
        /** By code and rule, of codes that several rules share. */
        private final Map<String, Template> byRule = new HashMap<>();

        Texts(Language language) {
            ResourceBundle bundle = bundle(language);
            for (ProblemCode code : ProblemCode.values()) {
                Template detail = Template.of(bundle.getString(code.code + DETAIL));
                entries.put(code, new Entry(bundle.getString(code.code + ".title"), detail));
            }
            for (String key : bundle.keySet())
                if (key.endsWith(DETAIL) && key.indexOf('.') < key.length() - DETAIL.length())
                    byRule.put(key.substring(0, key.length() - DETAIL.length()), Template.of(bundle.getString(key)));
        }

        /** That of the rule where it has one, else that of the code. */
        Template detail(Problem problem) {
            Template general = of(problem.code()).detail();
            if (problem.rule().isEmpty()) return general;
            return byRule.getOrDefault(problem.code().code + "." + problem.rule(), general);
        }

        Entry of(ProblemCode code) {
            return Objects.requireNonNull(entries.get(code));
        }
    }

    /** Pieces of text around placeholders {@code {0}} to {@code {9}}; {@code numbers[i]} follows {@code pieces[i]}. */
    record Template(String[] pieces, int[] numbers) {
        static Template of(String text) {
            var pieces = new java.util.ArrayList<String>();
            var numbers = new java.util.ArrayList<Integer>();
            int from = 0;
            for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
                if (open + 2 >= text.length() || text.charAt(open + 2) != '}') {
                    throw new IllegalArgumentException("not a placeholder: " + text);
                }
                pieces.add(text.substring(from, open));
                numbers.add(Character.digit(text.charAt(open + 1), 10));
                from = open + 3;
            }
            pieces.add(text.substring(from));
            return new Template(
                    pieces.toArray(String[]::new),
                    numbers.stream().mapToInt(Integer::intValue).toArray());
        }

        String with(String... args) {
            if (numbers.length == 0) return pieces[0];
            StringBuilder text = new StringBuilder(96);
            for (int i = 0; i < numbers.length; i++) {
                text.append(pieces[i]).append(args[numbers[i]]);
            }
            return text.append(pieces[numbers.length]).toString();
        }
    }
}
