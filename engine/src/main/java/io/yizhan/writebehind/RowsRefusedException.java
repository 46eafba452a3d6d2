package io.yizhan.writebehind;

import org.jspecify.annotations.Nullable;

/** The rows were refused for good: by a constraint, which means a defect, or because the region has another owner. */
public final class RowsRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean fenced;

    /** @param fenced whether it is for another owner's sake */
    public RowsRefusedException(String message, boolean fenced, @Nullable Throwable cause) {
        super(message, cause);
        this.fenced = fenced;
    }

    public boolean fenced() {
        return fenced;
    }
}
