package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A browser, as far as signing in goes: it follows redirects and pages that lead on, and keeps cookies by their rules. What was led somewhere by
 * another site shows no cookie there that is {@code SameSite=Strict}. A site is a host here.
 */
final class Browser {
    private static final int STEPS_MAX = 10;
    private static final Pattern LEADS_ON = Pattern.compile("<meta http-equiv=\"refresh\" content=\"0;url=([^\"]*)\">");

    private final java.net.http.HttpClient http = java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final List<Kept> cookies = new ArrayList<>();
    /** What the address line said, one after another. */
    final List<URI> visited = new ArrayList<>();

    String language = "zh";

    /** A cookie, with its attributes in small letters. */
    record Kept(String host, String name, String value, List<String> attributes) {
        boolean isFor(URI uri, boolean ledByAnother) {
            String path = attributes.stream()
                    .filter(each -> each.startsWith("path="))
                    .findFirst()
                    .orElse("path=/")
                    .substring("path=".length());
            return host.equals(uri.getHost())
                    && uri.getPath().startsWith(path)
                    && !(ledByAnother && attributes.contains("samesite=strict"));
        }
    }

    /** @param at where it is */
    record Page(URI at, HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Where it leads. */
        URI location() {
            assertThat(status()).as("%s\n%s", at, body()).isIn(302, 303);
            return at.resolve(header("location"));
        }

        /** Where it leads by itself, as its text says. */
        String onwards() {
            Matcher refresh = LEADS_ON.matcher(body());
            assertThat(refresh.find()).as("%s\n%s", at, body()).isTrue();
            return refresh.group(1).replace("&amp;", "&").replace("&quot;", "\"");
        }
    }

    /** As if somebody had typed the address: follows wherever it leads. */
    Page open(String url) {
        URI next = URI.create(url);
        boolean ledByAnother = false;
        for (int step = 0; step < STEPS_MAX; step++) {
            Page page = get(next, ledByAnother);
            if (page.status() >= 300 && page.status() < 400) {
                next = page.location();
                ledByAnother |= !next.getHost().equals(page.at.getHost());
            } else if (LEADS_ON.matcher(page.body()).find()) {
                next = page.at.resolve(page.onwards());
                ledByAnother = !next.getHost().equals(page.at.getHost());
            } else {
                return page;
            }
        }
        throw new AssertionError("it leads on and on: " + visited);
    }

    /** One step, as another site has led there. */
    Page ledTo(URI uri) {
        return get(uri, true);
    }

    /** One step, as if somebody had typed the address. */
    Page step(String url) {
        return get(URI.create(url), false);
    }

    private Page get(URI uri, boolean ledByAnother) {
        return send(uri, HttpRequest.newBuilder(uri).GET(), "", ledByAnother);
    }

    /** A page's form, or what its script sends. */
    Page send(String method, String url, String form, String... headers) {
        URI uri = URI.create(url);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofString(form))
                .headers(headers);
        return send(uri, request, form, false);
    }

    private Page send(URI uri, HttpRequest.Builder request, String body, boolean ledByAnother) {
        visited.add(uri);
        List<String> shown = cookies.stream()
                .filter(each -> each.isFor(uri, ledByAnother))
                .map(each -> each.name + '=' + each.value)
                .toList();
        if (!shown.isEmpty()) request.header("Cookie", String.join("; ", shown));
        HttpRequest asked = request.header("Accept-Language", language)
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            HttpResponse<String> response = http.send(asked, HttpResponse.BodyHandlers.ofString());
            if (uri.getHost().equals("127.0.0.1"))
                HttpContract.hold(
                        asked.method(),
                        uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + '?' + uri.getRawQuery(),
                        List.of(),
                        body,
                        response);
            response.headers().allValues("set-cookie").forEach(set -> keep(uri, set));
            return new Page(uri, response);
        } catch (IOException e) {
            throw new AssertionError(uri.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void keep(URI uri, String set) {
        List<String> parts =
                Arrays.stream(set.split(";", -1)).map(String::strip).toList();
        String[] pair = parts.getFirst().split("=", 2);
        List<String> attributes = parts.subList(1, parts.size()).stream()
                .map(each -> each.startsWith("Path=") ? "path=" + each.substring(5) : each.toLowerCase(Locale.ROOT))
                .toList();
        cookies.removeIf(each -> each.host.equals(uri.getHost()) && each.name.equals(pair[0]));
        if (!attributes.contains("max-age=0")) cookies.add(new Kept(uri.getHost(), pair[0], pair[1], attributes));
    }

    List<Kept> cookies() {
        return List.copyOf(cookies);
    }

    /** Takes over what another one has, or what it had. */
    void keeps(List<Kept> all) {
        cookies.addAll(all);
    }

    boolean has(String cookie) {
        return cookies.stream().anyMatch(each -> each.name.equals(cookie));
    }

    /** The one parameter of a name. */
    static String parameter(String form, String name) {
        return Objects.requireNonNull(parameters(form).get(name));
    }

    static Map<String, String> parameters(String form) {
        Map<String, String> parameters = new HashMap<>();
        for (String each : form.split("&", -1)) {
            String[] pair = each.split("=", 2);
            parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
