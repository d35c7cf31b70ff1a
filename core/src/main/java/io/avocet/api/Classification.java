package io.avocet.api;

import java.util.Map;

/**
 * What a model says of one email.
 *
 * @param label the most probable label, the first of equals
 * @param confidence its probability, from 0 to 1; calibrated, if the model was measured on emails that did not train it: of emails with
 *     a confidence of 0.9, about 9 in 10 have this label
 * @param unsure whether the confidence is below what this model needs for the accuracy that its training was asked for (95% by
 *     default); such an email is for a person to decide. Never, if the model says nothing about it
 * @param probabilities of each label, from 0 to 1, in the order of {@link EmailClassifier#labels}; their sum is 1
 */
public record Classification(String label, double confidence, boolean unsure, Map<String, Double> probabilities) {}
