package io.yizhan.core;

/**
 * What a member's token says of them that rules go by.
 *
 * @param employer whom they work for; "" where it is not said
 * @param assurance how well they have shown who they are; 0 where it is not said
 */
public record Claims(String employer, int assurance) {
    public static final Claims NONE = new Claims("", 0);

    /** From here on somebody counts as verified. */
    private static final int VERIFIED = 2;

    public boolean verified() {
        return assurance >= VERIFIED;
    }

    /** Whether they work for the host of a venue's station. */
    public boolean ofHost(VenueTerms venue) {
        return !venue.host().isEmpty() && venue.host().equals(employer);
    }
}
