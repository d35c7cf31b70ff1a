/**
 * Classifies emails with a model that Avocet has trained, in any Java program.
 *
 * <pre>{@code
 * try (EmailClassifier classifier = EmailClassifier.open(Path.of("models/jobs"))) {
 *     for (Classification each : classifier.classify(List.of(new Email("Your application", "We are glad to …")))) {
 *         System.out.println(each.label() + " " + each.confidence() + (each.unsure() ? " (unsure)" : ""));
 *     }
 * }
 * }</pre>
 *
 * <p><b>What it does not do.</b> It writes to no standard stream, ends no process, and chooses no logging. The types of this
 * package name only each other and those of the JDK.
 *
 * <p><b>Memory.</b> Weights and tensors are outside the Java heap: about four bytes for each parameter of the model, two where
 * the processor computes in bfloat16, and a few hundred megabytes for libtorch itself. The heap holds the emails and their
 * results; 256 MB are enough for a thousand emails at a time. {@link io.avocet.api.EmailClassifier#close} frees a model's
 * memory; libtorch stays loaded until the process ends.
 *
 * <p><b>Native libraries.</b> The first classifier of a process loads libtorch and the tokenizers. Before, it sets these system
 * properties, unless the program has: {@code org.bytedeco.javacpp.maxBytes} and {@code maxPhysicalBytes} to 0, since JavaCPP
 * would otherwise refuse memory that the size of the Java heap does not bound; on Linux {@code org.bytedeco.openblas.load} to
 * {@code mkl}; {@code ai.djl.offline} and {@code OPT_OUT_TRACKING} to {@code true}, {@code RUST_FLAVOR} to {@code cpu}, so
 * that the tokenizers come from their jar; {@code slf4j.internal.verbosity} to {@code ERROR}, so that SLF4J, by which their loader
 * logs, does not complain where a program has no logging. A program that uses JavaCPP itself before the first classifier is opened starts Java
 * with the first two. JavaCPP unpacks its libraries to {@code ~/.javacpp}, the tokenizers theirs to {@code ~/.djl.ai}.
 *
 * <p><b>Versions.</b> This package follows semantic versioning (semver.org): what compiles and runs with version 1.2 does so with
 * every later 1.x. Below 1.0, the second number stands for the first. All other packages of the artifact may change with any version.
 */
@NullMarked
package io.avocet.api;

import org.jspecify.annotations.NullMarked;
