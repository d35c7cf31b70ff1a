package io.avocet.onnx.graph;

/** What a tensor holds: a number of {@code TensorProto.DataType}. */
public enum ElementType {
    FLOAT(1, Float.BYTES),
    INT8(3, Byte.BYTES),
    INT64(7, Long.BYTES),
    BOOL(9, Byte.BYTES);

    private final int number;
    private final int bytes;

    ElementType(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    /** In the file. */
    public int number() {
        return number;
    }

    /** Of one element. */
    int bytes() {
        return bytes;
    }
}
