package io.avocet.benchmark;

/**
 * A model that the benchmark can run.
 *
 * @param modelId Hugging Face id or checkpoint folder
 * @param byDefault whether it runs unless the user names models; the others are slow
 */
public record ModelEntry(String name, String modelId, AdapterKind kind, boolean byDefault) {}
