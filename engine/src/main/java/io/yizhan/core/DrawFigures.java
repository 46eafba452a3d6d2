package io.yizhan.core;

/**
 * How the draws of a region stand: a copy, safe on any thread.
 *
 * @param open to which people can still come, or will be able to
 * @param closed to which nobody can come any more, and whose order waits for something that is not revealed
 * @param drawing whose order is known, and whose places are still to be given
 * @param entered how many have entered since the books were taken up
 * @param decided about how many entries it was decided since then
 */
public record DrawFigures(int open, int closed, int drawing, long entered, long decided) {
    public static final DrawFigures NONE = new DrawFigures(0, 0, 0, 0, 0);
}
