package io.yizhan.http.page;

import io.netty.util.AsciiString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code .mvn/WebFiles.java} has put into the jar, read once. For any thread: nothing of it changes. */
final class PageFiles {
    private static final String FOLDER = "/io/yizhan/http/page/web/";
    private static final Map<String, CharSequence> TYPES = Map.of(
            "js", new AsciiString("text/javascript; charset=utf-8"),
            "css", new AsciiString("text/css; charset=utf-8"),
            "svg", new AsciiString("image/svg+xml"),
            "png", new AsciiString("image/png"),
            "json", new AsciiString("application/json"));

    static final PageFiles ALL = read();

    /** Changes with any of the files; part of the address of each. */
    final String version;

    /** By room and name. */
    private final Map<String, PageFile> assets;
    /** Templates, by name. */
    private final Map<String, String> pages;

    private PageFiles(String version, Map<String, PageFile> assets, Map<String, String> pages) {
        this.version = version;
        this.assets = assets;
        this.pages = pages;
    }

    /** @return null where there is none */
    @Nullable
    PageFile asset(String roomAndName) {
        return assets.get(roomAndName);
    }

    /** @param name for instance {@code member.zh.html} */
    String page(String name) {
        String page = pages.get(name);
        if (page == null) throw new IllegalArgumentException("no page " + name);
        return page;
    }

    private static PageFiles read() {
        List<String> names = text("names").lines().toList();
        Map<String, PageFile> assets = new HashMap<>();
        Map<String, String> pages = new HashMap<>();
        for (String name : names.subList(1, names.size())) {
            int room = name.indexOf('/') + 1;
            if (name.startsWith("pages/")) pages.put(name.substring(room), text(name));
            else assets.put(name.substring(room), asset(name, bytes(name), bytesWhereThere(name + ".gz")));
        }
        return new PageFiles(names.getFirst(), assets, pages);
    }

    private static PageFile asset(String name, byte[] plain, byte @Nullable [] gzip) {
        CharSequence type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) throw new IllegalStateException("of what type is " + name + "?");
        return PageFile.of(type, plain, gzip != null && gzip.length < plain.length ? gzip : null);
    }

    private static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        byte[] bytes = bytesWhereThere(name);
        if (bytes == null) throw new IllegalStateException(FOLDER + name + " is not on the class path");
        return bytes;
    }

    private static byte @Nullable [] bytesWhereThere(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
