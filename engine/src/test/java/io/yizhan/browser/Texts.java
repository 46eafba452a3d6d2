package io.yizhan.browser;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;

/** What pages say in a language: tests find things by what people read, and name it by its key. */
final class Texts {
    static final Path WEB = Path.of("src/main/web");

    private final Properties all = new Properties();

    private Texts() {}

    static Texts of(String language) {
        Texts texts = new Texts();
        try (Reader file = Files.newBufferedReader(WEB.resolve("text/" + language + ".properties"))) {
            texts.all.load(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return texts;
    }

    Set<String> keys() {
        return all.stringPropertyNames();
    }

    /** @param values the name of a value, and the value, and so on */
    String get(String key, String... values) {
        String text = all.getProperty(key);
        if (text == null) throw new IllegalArgumentException("no text " + key);
        for (int i = 0; i < values.length; i += 2) text = text.replace("{" + values[i] + "}", values[i + 1]);
        return text;
    }
}
