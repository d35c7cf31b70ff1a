package io.avocet.supervisor;

/**
 * One event of a run.
 *
 * @param number from 1
 * @param json the event on one line: type, message, and numbers where there are any
 * @param last whether the run has no more
 */
public record LoggedEvent(int number, String json, boolean last) {}
