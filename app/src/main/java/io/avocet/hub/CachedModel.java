package io.avocet.hub;

import java.nio.file.Path;

/**
 * A model in the Hugging Face cache.
 *
 * @param folder with all its versions
 * @param bytes on disk
 * @param whole whether its newest version has all that a base model needs
 * @param damaged whether the weights of that version are not what their own header promises
 */
public record CachedModel(String id, Path folder, long bytes, boolean whole, boolean damaged) {}
