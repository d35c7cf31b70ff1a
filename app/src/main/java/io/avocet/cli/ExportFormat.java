package io.avocet.cli;

import java.util.Locale;

/** What a model can be exported to. */
enum ExportFormat {
    ONNX;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
