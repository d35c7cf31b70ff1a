package io.avocet.data;

/** An email and the label that its owner gave it. */
public record LabelledEmail(Email email, String label) {}
