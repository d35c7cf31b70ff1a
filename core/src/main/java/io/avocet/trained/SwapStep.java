package io.avocet.trained;

/** The moments of a replacement after each of which the disk is in another state. */
enum SwapStep {
    LOCKED,
    PARTIAL_MADE,
    PARTIAL_FORCED,
    OLD_ASIDE,
    NEW_IN_PLACE,
    OLD_DELETED
}
