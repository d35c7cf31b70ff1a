package io.avocet.hub;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * One state of a model's repository.
 *
 * @param commit 40 hexadecimal digits
 * @param files paths as the server gives them: nothing but text to compare with
 */
record Revision(String commit, Set<String> files) {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    Revision {
        if (!isCommit(commit)) {
            throw new IllegalArgumentException("Not a commit: " + commit);
        }
        files = Set.copyOf(files);
    }

    static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }
}
