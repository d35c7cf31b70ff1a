package io.avocet.data;

/** Says why a row is not an email. The message never quotes the row. */
class MalformedRowException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedRowException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
