package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.data.Email;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifierAdapterTest {
    @Test
    void closingUnloadsTheModel() {
        List<String> calls = new ArrayList<>();
        try (ClassifierAdapter adapter = new Recording(calls)) {
            adapter.load();
        }
        assertThat(calls).containsExactly("load", "unload");
    }

    private record Recording(List<String> calls) implements ClassifierAdapter {
        @Override
        public String name() {
            return "recording";
        }

        @Override
        public String modelId() {
            return "none";
        }

        @Override
        public void load() {
            calls.add("load");
        }

        @Override
        public void unload() {
            calls.add("unload");
        }

        @Override
        public List<Prediction> classify(List<Email> emails) {
            return List.of();
        }
    }
}
