package io.avocet.export;

import java.nio.file.Path;

/**
 * The user's request for an export.
 *
 * @param model name in the models folder, or a checkpoint folder
 * @param int8 whether the matrices have 8 bits
 * @param output the folder to make
 */
public record ExportRequest(String model, Path modelsFolder, boolean int8, Path output) {}
