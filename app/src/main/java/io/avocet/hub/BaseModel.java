package io.avocet.hub;

import java.nio.file.Path;

/**
 * A base model that is on this machine.
 *
 * @param id as it was asked for: a folder, the built-in id or a Hugging Face id
 * @param folder its checkpoint folder
 */
public record BaseModel(String id, Path folder) {}
