package io.avocet.tensor;

import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * Owns every native object that its thread makes while it is open, and frees them when it closes. One scope per update,
 * one per prediction batch; what must live longer is handed out on purpose.
 */
public final class TensorScope implements AutoCloseable {
    private final @Nullable PointerScope outer = PointerScope.getInnerScope();
    private final PointerScope scope = new PointerScope();

    /** Runs a computation in a scope of its own; only its result moves on to the scope around it. */
    public static <T extends Pointer> T resultOf(Supplier<T> computation) {
        try (TensorScope scope = new TensorScope()) {
            return scope.toOuter(computation.get());
        }
    }

    /** Takes an object out of this scope for good: from here on its new owner closes it. */
    public <T extends Pointer> T keep(T object) {
        object.retainReference();
        scope.detach(object);
        return object;
    }

    /** Moves an object to the scope around this one. */
    public <T extends Pointer> T toOuter(T object) {
        if (outer == null) {
            throw new IllegalStateException("There is no scope around this one");
        }
        outer.attach(object);
        scope.detach(object);
        return object;
    }

    @Override
    public void close() {
        scope.close();
    }
}
