package io.yizhan.lease;

/** Another process announces itself under this node's id. */
public final class NodeIdTaken extends Exception {
    private static final long serialVersionUID = 1;

    public NodeIdTaken(String message) {
        super(message);
    }
}
