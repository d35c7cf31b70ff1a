package io.avocet.app;

import io.avocet.data.LabelSet;
import java.nio.file.Path;

/**
 * What {@link PrepareMail} is asked for.
 *
 * @param store the mail store
 * @param scoreFile labelled emails; need not exist
 * @param modelsFolder of trained models; need not exist
 * @param labels that emails get
 * @param threads to compute with
 */
public record PrepareRequest(Path store, Path scoreFile, Path modelsFolder, LabelSet labels, int threads) {}
