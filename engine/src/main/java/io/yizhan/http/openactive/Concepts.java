package io.yizhan.http.openactive;

import io.yizhan.catalogue.Activity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What kinds of venues and activities are called in OpenActive's vocabularies, by whose concepts apps search. From the Activity List
 * (https://openactive.io/activity-list) and the Facility Types (https://openactive.io/facility-types), © OpenActive contributors, CC BY 4.0; only the
 * concepts that stations of this kind have.
 */
final class Concepts {
    private static final String ACTIVITIES = "https://openactive.io/activity-list";
    private static final String FACILITIES = "https://openactive.io/facility-types";

    /** @param id a URL of {@code scheme} and the concept's number */
    record Concept(String id, String label, String scheme) {}

    private static final Map<String, Concept> FACILITY_OF_KIND = Map.of(
            "BADMINTON", facility("9db5681e-700e-4b30-99a5-355885d94db2", "Badminton Court"),
            "TABLE_TENNIS", facility("5b5e33b7-dc1f-44ba-8122-2c051a533959", "Table Tennis Table"),
            "BASKETBALL", facility("f4a323ed-d2d3-4bcd-be07-cd9cd0b25e5b", "Basketball Court"),
            "FOOTBALL", facility("07e38aa9-4087-424e-95d0-0702d64e1a7a", "Football Pitch"));

    /** A word of an English name, and what that is; the first that fits. */
    private record Word(String word, Concept concept) {}

    private static final List<Word> ACTIVITY_WORDS = List.of(
            new Word("tai chi", activity("c16df6ed-a4a0-4275-a8c3-1c8cff56856f", "Tai Chi")),
            new Word("baduanjin", activity("c5e5beaf-0af7-4f43-a28f-6f4ef0e6da92", "Qigong")),
            new Word("qigong", activity("c5e5beaf-0af7-4f43-a28f-6f4ef0e6da92", "Qigong")),
            new Word("yoga", activity("bf1a5e00-cdcf-465d-8c5a-6f57040b7f7e", "Yoga")),
            new Word("pilates", activity("3a6b1c08-7aa6-48d4-9690-dca9e0133057", "Pilates")),
            new Word("street dance", activity("85ddf0e4-115d-4c0b-9bca-4c3b4b635bb2", "Street Dance")),
            new Word("dance", activity("6ca15167-51da-4d91-a1ae-8a45dc47b0ea", "Dance")),
            new Word("cycling", activity("5f09c2ca-ceeb-4e0c-871f-e2d0b9971317", "Indoor Cycling")),
            new Word("shaping", activity("f25c050b-b454-4b6c-9301-f696f787c8f2", "Body Conditioning")),
            new Word("neck", activity("56be8d24-0c9b-438c-8679-192e5714daf9", "Flexibility/Stretching")),
            new Word("stretch", activity("da71f513-a3b3-44f5-8268-c45f92fdcd55", "Stretch Class")),
            new Word("badminton", activity("c0360db0-a817-4bae-9167-40f89b49fc9e", "Badminton")),
            new Word("table tennis", activity("1a05993d-b206-4efe-85da-646fa340bdf4", "Table Tennis")),
            new Word("basketball", activity("e09776e6-f1b4-421b-b667-5c5913cf97aa", "Basketball")));

    private static final Concept GROUP_EXERCISE = activity("984068a7-5b7b-4989-bb33-f96953d8960c", "Group Exercise");

    private Concepts() {}

    private static Concept facility(String number, String label) {
        return new Concept(FACILITIES + '#' + number, label, FACILITIES);
    }

    private static Concept activity(String number, String label) {
        return new Concept(ACTIVITIES + '#' + number, label, ACTIVITIES);
    }

    /** Null where the vocabulary has none: then it is told by the city's own word. */
    static @Nullable Concept facility(String kind) {
        return FACILITY_OF_KIND.get(kind);
    }

    /** Null for what is no physical activity, as a lecture: the vocabulary has nothing else, so it can't be told. */
    static @Nullable Concept activity(Activity activity) {
        String name = activity.name().en().toLowerCase(Locale.ROOT);
        if (activity.kind() == Activity.Kind.LECTURE) return null;
        for (Word each : ACTIVITY_WORDS) if (name.contains(each.word)) return each.concept;
        return activity.kind() == Activity.Kind.CLASS ? GROUP_EXERCISE : null;
    }
}
