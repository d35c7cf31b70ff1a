package io.avocet.bagofwords;

/** Finds the weights of logistic regressions. A classifier in use needs none. */
@FunctionalInterface
public interface RegressionTrainer {
    /**
     * Trains the regressions.
     *
     * @param rows features of each row in ascending order of their indices, the last of which is a 1 for the bias
     * @param rowLabels the label of each row by its id
     * @param present the different labels of the rows
     * @param labelWeights one for each of those
     */
    OneAgainstRest train(Feature[][] rows, int[] rowLabels, int biasIndex, int[] present, double[] labelWeights);
}
