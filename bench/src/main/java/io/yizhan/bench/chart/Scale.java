package io.yizhan.bench.chart;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** Maps values to pixels, on a range widened to whole ticks. */
final class Scale {
    private static final double[] STEPS = {1, 2, 5, 10};
    private static final int TICKS_MAX = 6;

    private final boolean logarithmic;
    private final double low;
    private final double high;
    private final double fromPx;
    private final double toPx;

    /** @throws IllegalArgumentException there is no value, or one that this axis can't show */
    Scale(Axis axis, DoubleStream values, double fromPx, double toPx) {
        this.logarithmic = axis.logarithmic();
        this.fromPx = fromPx;
        this.toPx = toPx;
        double[] all = values.sorted().toArray();
        if (all.length == 0 || Double.isNaN(all[all.length - 1]) || all[0] < 0 || (logarithmic && all[0] == 0))
            throw new IllegalArgumentException("nothing that the axis \"" + axis.label() + "\" could show");
        double max = all[all.length - 1];
        if (logarithmic) {
            low = step(all[0], false);
            high = Math.max(step(max, true), 2 * low);
        } else {
            double step = linearStep(max == 0 ? 1 : max);
            low = 0;
            high = step * Math.ceil((max == 0 ? 1 : max) / step - 1e-9);
        }
    }

    /** The next number of 1, 2 or 5 times a power of ten. */
    private static double step(double value, boolean up) {
        double power = Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
        double found = up ? 10 * power : power;
        for (double step : STEPS) {
            if (up && step * power >= value * (1 - 1e-9)) return step * power;
            if (!up && step * power <= value * (1 + 1e-9)) found = step * power;
        }
        return found;
    }

    private static double linearStep(double max) {
        return step(max / TICKS_MAX, true);
    }

    double at(double value) {
        double part = logarithmic
                ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
                : (value - low) / (high - low);
        return fromPx + part * (toPx - fromPx);
    }

    double[] ticks() {
        if (!logarithmic) {
            double step = linearStep(high);
            return DoubleStream.iterate(low, it -> it <= high * (1 + 1e-9), it -> it + step)
                    .toArray();
        }
        boolean few = high / low <= 1_000;
        double[] within = few ? new double[] {1, 2, 5} : new double[] {1};
        return DoubleStream.iterate(Math.pow(10, Math.floor(Math.log10(low) + 1e-9)), it -> it <= high, it -> it * 10)
                .flatMap(power -> DoubleStream.of(within).map(it -> it * power))
                .filter(it -> it >= low * (1 - 1e-9) && it <= high * (1 + 1e-9))
                .toArray();
    }

    /** As people write it: 0.5, 20, 10k, 2.5M. */
    static String text(double value) {
        double size = Math.abs(value);
        if (size >= 1e6) return trimmed(value / 1e6) + "M";
        if (size >= 1e3) return trimmed(value / 1e3) + "k";
        return trimmed(value);
    }

    private static String trimmed(double value) {
        double size = Math.abs(value);
        String text = String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
        if (!text.contains(".")) return text;
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
