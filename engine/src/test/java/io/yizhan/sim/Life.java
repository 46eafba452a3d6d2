package io.yizhan.sim;

/** One process, from its start to its death. What it holds does nothing any more once it is dead. */
final class Life {
    private boolean over;

    void end() {
        over = true;
    }

    boolean over() {
        return over;
    }

    void require() {
        if (over) throw new PowerCut("dead");
    }
}
