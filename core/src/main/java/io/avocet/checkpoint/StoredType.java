package io.avocet.checkpoint;

/** How a weight is stored. Other types may be in a file, but no weight that a model uses has one of them. */
public enum StoredType {
    F32(4),
    F16(2),
    BF16(2);

    private final int bytes;

    StoredType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }
}
