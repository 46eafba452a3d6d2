package io.yizhan.catalogue;

/**
 * How the places of a venue's slots are drawn for.
 *
 * @param windowMin for so many minutes from the release on people enter
 * @param weightMax the most that an entry weighs, by recent losses; 1 where all weigh the same
 * @param revealMin so many minutes after the close all secrets must be there; 0 where nobody but the operator keeps one
 * @param source which outside source speaks then, and in what form its word is taken; "" where none does
 */
public record DrawPolicy(int windowMin, int weightMax, int revealMin, String source) {
    /** As long as anybody enters. */
    public static final int WINDOW_MIN_MAX = 7 * 1_440;

    static final int SOURCE_CHARS_MAX = 200;

    static boolean isSource(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) < ' ') return false;
        return !text.isBlank() && text.length() <= SOURCE_CHARS_MAX;
    }
}
