package io.yizhan.loadtest.pages;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.List;

/**
 * What an open page needs at a moment, after its garbage was collected.
 *
 * @param atS seconds since the soak began
 * @param elements of the document
 * @param nodes all that the browser keeps, those of no document too
 * @param listeners of all of them
 */
record Sample(long atS, long elements, long nodes, long listeners, long heapKb) {
    static final List<String> COLUMNS = List.of("at_s", "elements", "nodes", "listeners", "heap_kb");

    /** @param devTools of this page, with Performance enabled */
    static Sample of(Page page, CDPSession devTools, long atS) {
        // Twice: what the first one frees may have been all that held on to something else.
        devTools.send("HeapProfiler.collectGarbage");
        devTools.send("HeapProfiler.collectGarbage");
        JsonObject metrics = devTools.send("Performance.getMetrics");
        long elements = ((Number) page.evaluate("() => document.querySelectorAll('*').length")).longValue();
        return new Sample(
                atS,
                elements,
                metric(metrics, "Nodes"),
                metric(metrics, "JSEventListeners"),
                metric(metrics, "JSHeapUsedSize") / 1024);
    }

    private static long metric(JsonObject metrics, String name) {
        for (JsonElement it : metrics.getAsJsonArray("metrics")) {
            JsonObject metric = it.getAsJsonObject();
            if (metric.get("name").getAsString().equals(name))
                return metric.get("value").getAsLong();
        }
        throw new IllegalStateException("Chromium tells no " + name);
    }

    String csv() {
        return atS + "," + elements + "," + nodes + "," + listeners + "," + heapKb;
    }
}
