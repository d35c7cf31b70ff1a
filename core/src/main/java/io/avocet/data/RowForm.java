package io.avocet.data;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** What the keys of a row mean. */
@FunctionalInterface
interface RowForm {
    /** Reads an object to its end, from its opening brace; what is wrong with it shows when the row is asked for. */
    Keys read(JsonParser parser) throws IOException;

    /** The keys of one row. */
    @FunctionalInterface
    interface Keys {
        /** The row. The message of the exception has no words of the row but the names of its keys. */
        JsonRow row() throws MalformedRowException;
    }
}
