package io.avocet.adapter;

/** Two texts that a model reads together; where they are too long, the first is cut. */
record TextPair(String first, String second) {}
