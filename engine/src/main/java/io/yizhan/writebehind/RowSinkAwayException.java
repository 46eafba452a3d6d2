package io.yizhan.writebehind;

/** The rows' place is not to be reached, or too busy: it may be later. */
public final class RowSinkAwayException extends Exception {
    private static final long serialVersionUID = 1;

    public RowSinkAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
