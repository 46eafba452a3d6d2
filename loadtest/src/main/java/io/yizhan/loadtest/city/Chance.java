package io.yizhan.loadtest.city;

import java.util.SplittableRandom;

/** Chance by a seed and a name: what happens at one station does not depend on how many others there are. */
final class Chance {
    private Chance() {}

    static SplittableRandom of(long seed, String name) {
        long mixed = seed;
        for (int i = 0; i < name.length(); i++) mixed = (mixed ^ name.charAt(i)) * 0x100000001B3L;
        return new SplittableRandom(mixed);
    }

    /** As many as come within a span in which so many are expected. */
    static int poisson(SplittableRandom random, double expected) {
        double least = Math.exp(-expected);
        double product = random.nextDouble();
        int count = 0;
        while (product > least) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
