package io.yizhan.http.notice;

import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.NoticeKind;
import io.yizhan.core.SlotKey;
import io.yizhan.http.head.Language;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.notice.Notice;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** What members are told, in words: the same in their inbox and in letters. Any thread. */
public final class NoticeTexts {
    private static final String BUNDLE = "io.yizhan.http.notice.notices";
    private static final String REASON = "reason";
    private static final String UNTIL = ".until";
    private static final String SUBJECT = "subject.";
    private static final String FOOTER = "footer";
    private static final DateTimeFormatter ZH = DateTimeFormatter.ofPattern("M月d日 HH:mm", Locale.CHINA);
    private static final DateTimeFormatter EN = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.UK);
    private static final Map<Language, ResourceBundle> BUNDLES = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values())
            BUNDLES.put(
                    language,
                    ResourceBundle.getBundle(
                            BUNDLE,
                            Locale.forLanguageTag(language.tag),
                            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    private NoticeTexts() {}

    /** The keys that there must be in each language. */
    static List<String> keys() {
        Stream<String> ofKinds =
                Arrays.stream(NoticeKind.values()).flatMap(kind -> Stream.of(kind.name(), SUBJECT + kind.name()));
        return Stream.concat(ofKinds, Stream.of(NoticeKind.STRIKE + UNTIL, REASON, FOOTER))
                .toList();
    }

    /** In one sentence or two, with the reason where there is one. */
    public static String of(Language language, Notice notice, DirectoryIndex index) {
        ResourceBundle texts = Objects.requireNonNull(BUNDLES.get(language));
        boolean suspends = notice.kind() == NoticeKind.STRIKE && notice.untilMs() != 0;
        String text = filled(texts.getString(notice.kind() + (suspends ? UNTIL : "")), language, notice, index);
        boolean tellsWhy = !notice.reason().isEmpty() && notice.kind() != NoticeKind.CALLED_OFF;
        return tellsWhy ? text + " " + filled(texts.getString(REASON), language, notice, index) : text;
    }

    /** What a letter is about: of our own words alone. */
    public static String subject(Language language, NoticeKind kind) {
        return Objects.requireNonNull(BUNDLES.get(language)).getString(SUBJECT + kind.name());
    }

    /** Why somebody gets a letter, and how that ends. */
    public static String footer(Language language) {
        return Objects.requireNonNull(BUNDLES.get(language)).getString(FOOTER);
    }

    /** In one pass, so that nothing that somebody has written is taken for a place to fill. */
    private static String filled(String template, Language language, Notice notice, DirectoryIndex index) {
        long slot = notice.slots()[0];
        int venueNo = SlotKey.venueNo(slot);
        Venue venue = index.directory.venue(venueNo);
        Station station = index.directory.station(index.directory.stationNoOfVenue(venueNo));
        ZoneId zone = index.directory.city().zone();
        String[] fillings = {
            station == null ? "" : language.of(station.name()),
            // One that is gone is known by its id alone.
            venue == null
                    ? Objects.requireNonNullElse(index.directory.venueId(venueNo), "")
                    : language.of(venue.name()),
            time(language, SlotKey.startMs(slot), zone),
            time(language, notice.untilMs(), zone),
            notice.reason()
        };
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < template.length(); at++) {
            boolean filling = template.charAt(at) == '{'
                    && at + 2 < template.length()
                    && Character.isDigit(template.charAt(at + 1))
                    && template.charAt(at + 2) == '}';
            if (!filling) {
                text.append(template.charAt(at));
            } else {
                text.append(fillings[template.charAt(at + 1) - '0']);
                at += 2;
            }
        }
        return text.toString();
    }

    private static String time(Language language, long atMs, ZoneId zone) {
        return (language == Language.ZH ? ZH : EN)
                .format(Instant.ofEpochMilli(atMs).atZone(zone));
    }
}
