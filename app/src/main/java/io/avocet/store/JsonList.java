package io.avocet.store;

import java.util.Collection;
import java.util.stream.Collectors;

/** Strings as one parameter of a statement, which reads them with {@code json_each}. */
final class JsonList {
    private JsonList() {}

    /** @param strings that need no escape, such as content hashes */
    static String of(Collection<String> strings) {
        return strings.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
    }
}
