package io.yizhan.catalogue;

/**
 * One thing that is wrong in a catalogue file.
 *
 * @param place the path to it, for instance {@code stations[12].venues[0].capacity}; {@code $} for the file as a whole
 * @param line from 1; 0 where it can't be told
 * @param column from 1, in characters; 0 where it can't be told
 * @param text what is wrong, in English, one line
 */
public record Problem(String place, int line, int column, String text) {

    @Override
    public String toString() {
        return line == 0 ? place + ": " + text : line + ":" + column + " " + place + ": " + text;
    }
}
