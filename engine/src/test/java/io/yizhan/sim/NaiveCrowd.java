package io.yizhan.sim;

/** Who went in and out of a station, as the naive books have it. */
final class NaiveCrowd {
    long entered;
    long left;
    long heardAtMs;
}
