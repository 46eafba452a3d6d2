package io.yizhan.loadtest.pages;

/** This machine lacks a program that a command needs; in words for whoever started it, with what to do about it. */
final class MissingProgram extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingProgram(String message) {
        super(message);
    }
}
