package io.avocet.adapter;

import io.avocet.eval.ClassifierAdapter;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What every model behind the port has in common: a name, and a network that is in memory only between load and unload. */
abstract class LazyAdapter<T> implements ClassifierAdapter {
    private final String name;
    private final String modelId;
    private final Supplier<T> loader;
    private final Consumer<T> closer;
    private @Nullable T loaded;

    LazyAdapter(String name, String modelId, Supplier<T> loader, Consumer<T> closer) {
        this.name = name;
        this.modelId = modelId;
        this.loader = loader;
        this.closer = closer;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String modelId() {
        return modelId;
    }

    @Override
    public final void load() {
        if (loaded == null) {
            loaded = loader.get();
        }
    }

    @Override
    public final void unload() {
        if (loaded != null) {
            closer.accept(loaded);
            loaded = null;
        }
    }

    final T loaded() {
        if (loaded == null) {
            throw new IllegalStateException(name + " is not loaded");
        }
        return loaded;
    }
}
