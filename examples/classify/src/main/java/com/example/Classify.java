package com.example;

import io.avocet.api.AvocetException;
import io.avocet.api.Classification;
import io.avocet.api.Email;
import io.avocet.api.EmailClassifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Prints what a model says of messages: {@code MODEL_FOLDER FILE.eml…}. */
public final class Classify {
    private Classify() {}

    public static void main(String[] args) {
        List<Path> files = Stream.of(args).skip(1).map(Path::of).toList();
        try (EmailClassifier classifier = EmailClassifier.open(Path.of(args[0]))) {
            List<Classification> results =
                    classifier.classify(files.stream().map(Email::ofMessage).toList());
            for (int i = 0; i < results.size(); i++) {
                Classification result = results.get(i);
                String label = result.unsure() ? "unsure, perhaps " + result.label() : result.label();
                System.out.printf(Locale.ROOT, "%s: %s (%.2f)%n", files.get(i), label, result.confidence());
            }
        } catch (AvocetException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
