package io.yizhan.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What must be so of every page in every state: everybody can use it, nothing sticks out, and no text is missing. */
final class Look {
    private static final String RULES =
            "{type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}";
    private static final String CONTRAST = "{type: 'rule', values: ['color-contrast']}";
    private static final String AXE = """
            async () => (await axe.run(document, {resultTypes: ['violations'], runOnly: %s})).violations
              .flatMap(it => it.nodes.map(node => it.id + ' ' + node.target.join(' ') + ': ' + node.failureSummary))
            """;
    static final String STICKS_OUT = """
            () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
              [...document.querySelectorAll('body *')].filter(it => it.getBoundingClientRect().right > innerWidth + 1 && !it.closest('.wide, .days'))
                .map(it => it.outerHTML.slice(0, 120)).concat('the page is wider than the screen')
            """;
    /** But what is said in a program's words. */
    private static final String WORDS = """
            () => [...document.querySelectorAll('code')].reduce((text, it) => text.replace(it.innerText, ''), document.body.innerText) + '\\n' + ['aria-label', 'title', 'alt', 'placeholder'].flatMap(name =>
              [...document.querySelectorAll(`[${name}]`)].map(it => it.getAttribute(name))).join('\\n')
            """;

    private Look() {}

    /** @param state what it is called in a failure */
    static void at(Device device, String state) {
        Page page = device.page();
        assertThat(strings(page.evaluate(STICKS_OUT))).as(state).isEmpty();
        assertThat(keys(device.texts)
                        .matcher((String) page.evaluate(WORDS))
                        .results()
                        .map(it -> it.group()))
                .as(state + ": keys instead of texts")
                .isEmpty();
        if (!(Boolean) page.evaluate("() => 'axe' in window")) page.evaluate(AxeBuilder.getAxeScript());
        assertThat(strings(page.evaluate(AXE.formatted(RULES)))).as(state).isEmpty();
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(strings(page.evaluate(AXE.formatted(CONTRAST))))
                .as(state + ", dark")
                .isEmpty();
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /** What is said where a text is missing. */
    private static Pattern keys(Texts texts) {
        String families = texts.keys().stream()
                .filter(it -> it.contains("."))
                .map(it -> it.substring(0, it.indexOf('.')))
                .distinct()
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?<![\\w./@-])(?:" + families + ")\\.[A-Za-z_-]+");
    }

    private static List<?> strings(Object all) {
        return (List<?>) all;
    }
}
