package io.yizhan.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;

/** Figures of the process, whatever regions it has. */
final class ProcessMetrics {
    private ProcessMetrics() {}

    /** Once for each registry. */
    @SuppressWarnings("resource") // It listens for as long as the process lives.
    static void bind(MeterRegistry meters) {
        new JvmMemoryMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new JvmGcMetrics().bindTo(meters);
    }
}
