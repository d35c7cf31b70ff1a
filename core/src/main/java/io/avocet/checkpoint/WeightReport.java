package io.avocet.checkpoint;

import io.avocet.error.UserError;
import io.avocet.words.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How the tensors of a checkpoint fit the model that its configuration describes.
 *
 * @param missing tensors of the encoder that the checkpoint lacks
 * @param unexpected tensors that the model does not know
 * @param misShaped tensors of the encoder with another shape, or of a type that holds no weights
 * @param headMisfits tensors of the head that are missing or do not fit
 * @param ignored tensors without effect here: stored position ids, other heads
 */
public record WeightReport(
        List<String> missing,
        List<String> unexpected,
        List<Misfit> misShaped,
        List<Misfit> headMisfits,
        List<String> ignored) {
    public WeightReport {
        missing = List.copyOf(missing);
        unexpected = List.copyOf(unexpected);
        misShaped = List.copyOf(misShaped);
        headMisfits = List.copyOf(headMisfits);
        ignored = List.copyOf(ignored);
    }

    /** A tensor that is not as expected; without {@code found} it is missing. */
    public record Misfit(
            String name, List<Long> expected, @Nullable TensorEntry found) {
        /** For a message: {@code "classifier.weight: expected [10, 32], found [3, 32]"}. */
        public String describe() {
            String seen =
                    found == null ? "nothing" : found.readable() ? found.shape().toString() : found.dtype();
            String allowed = found == null || found.readable() ? expected.toString() : "F32, F16 or BF16";
            return name + ": expected " + allowed + ", found " + seen;
        }
    }

    /**
     * Compares names, shapes and types.
     *
     * @param expected each tensor of the model and its shape
     * @param headNames which of these belong to the classification head
     * @param withoutEffect whether a stored tensor that the model does not have may be left out
     */
    public static WeightReport compare(
            Map<String, List<Long>> expected,
            Map<String, TensorEntry> found,
            Set<String> headNames,
            Predicate<String> withoutEffect) {
        Map<String, TensorEntry> others = new TreeMap<>(found);
        List<String> missing = new ArrayList<>();
        List<Misfit> misShaped = new ArrayList<>();
        List<Misfit> headMisfits = new ArrayList<>();
        expected.forEach((name, shape) -> {
            TensorEntry entry = others.remove(name);
            if (entry != null && entry.readable() && entry.shape().equals(shape)) {
                return;
            }
            if (headNames.contains(name)) {
                headMisfits.add(new Misfit(name, shape, entry));
            } else if (entry == null) {
                missing.add(name);
            } else {
                misShaped.add(new Misfit(name, shape, entry));
            }
        });
        List<String> unexpected = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        for (String name : others.keySet()) {
            (withoutEffect.test(name) ? ignored : unexpected).add(name);
        }
        return new WeightReport(missing, unexpected, misShaped, headMisfits, ignored);
    }

    /** Tensors of the head that start afresh, because the checkpoint lacks them or has them in another shape. */
    public List<String> freshHead() {
        return headMisfits.stream().map(Misfit::name).toList();
    }

    /**
     * Throws one {@link UserError} that lists all that does not fit.
     *
     * @param headMayBeFresh true for fine-tuning; a model that classifies needs its head
     */
    public void requireUsable(Path folder, boolean headMayBeFresh) {
        List<String> troubles = new ArrayList<>();
        addTrouble(troubles, "missing", missing);
        addTrouble(troubles, "unexpected", unexpected);
        addTrouble(troubles, "not of the expected shape or type", describe(misShaped));
        if (!headMayBeFresh) {
            addTrouble(troubles, "of the classification head missing or not fitting", describe(headMisfits));
        }
        if (!troubles.isEmpty()) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    folder + ": its weights do not fit its config.json. Tensors " + String.join("; tensors ", troubles)
                            + ". Fetch the checkpoint again or choose another; one without its own head"
                            + " must be fine-tuned before it classifies.");
        }
    }

    private static List<String> describe(List<Misfit> misfits) {
        return misfits.stream().map(Misfit::describe).toList();
    }

    private static void addTrouble(List<String> troubles, String what, List<String> tensors) {
        if (!tensors.isEmpty()) {
            troubles.add(what + " (" + tensors.size() + "): " + Shown.list(tensors));
        }
    }
}
