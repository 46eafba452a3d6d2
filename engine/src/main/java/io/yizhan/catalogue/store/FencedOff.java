package io.yizhan.catalogue.store;

/** A catalogue is not stored: there is a later one than it was made for, or a newer owner. */
final class FencedOff extends Exception {}
