package io.yizhan.sim;

/** What happens to the nodes of a cluster. */
enum ClusterAct implements Script.Kind {
    PLACE(260),
    CONFIRM(55),
    CANCEL(60),
    FIND(35),
    LIST(10),
    GATE(60),
    GATE_RESTARTS(3),
    DUPLICATE(30),
    OPEN(8),
    CATALOGUE_CHANGES(3),
    CLOSE(5),
    LIFT(3),
    CAPACITY(4),
    PASS(230),
    PASS_SECONDS(25),
    TRY(14),
    HAND_OVER(6),
    PASS_MINUTES(6),
    GIVE_UP(3),
    FORGET_LEASE(6),
    KILL(8),
    PAUSE(12),
    GO_ON(8),
    CLOCK_SET(3),
    REDIS_AWAY(3),
    REDIS_CUT(5),
    REDIS_REQUEST_LOST(7),
    REDIS_REQUEST_LATE(7),
    REDIS_ANSWER_LOST(7),
    REDIS_SLOW(5),
    REDIS_EMPTIED(3),
    REDIS_FALLS_BACK(4),
    REDIS_HEALS(14),
    DB_AWAY(4),
    DB_CUT(5),
    DB_REQUEST_LOST(4),
    DB_RESET(5),
    DB_ANSWER_LOST(6),
    DB_COMMIT_LATE(6),
    DB_SLOW(5),
    DB_HEALS(14);

    private final int weight;

    ClusterAct(int weight) {
        this.weight = weight;
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public boolean fault() {
        return compareTo(PASS_MINUTES) >= 0 || this == GATE_RESTARTS;
    }
}
