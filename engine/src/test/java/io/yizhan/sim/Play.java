package io.yizhan.sim;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** A world that a script can be run in, once. */
interface Play {
    /** Throws where a promise is broken. */
    void run(List<Script.Act> script);

    /** What happened, for a person. */
    List<String> trace();

    int crashes();

    int undecided();

    long events();

    /** How many places there were at which something else could have come in between. */
    long points();

    /** Counts what came about: events, answers, and what became of processes. */
    void tally(Map<String, LongAdder> reached);
}
