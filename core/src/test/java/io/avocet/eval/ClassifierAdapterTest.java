package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.data.Email;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifierAdapterTest {
    @Test
    void anAdapterThatIsClosedLetsGoOfItsModel() {
        Recorded adapter = new Recorded();
        try (adapter) {
            adapter.load();
            assertThat(adapter.loaded).isTrue();
        }
        assertThat(adapter.loaded).isFalse();
    }

    @Test
    void anAdapterWithoutTokensCutsNothing() {
        try (Recorded adapter = new Recorded()) {
            assertThat(adapter.tokenCut(List.of(new Email("s", "b")))).isEmpty();
        }
    }

    private static final class Recorded implements ClassifierAdapter {
        private boolean loaded;

        @Override
        public String name() {
            return "recorded";
        }

        @Override
        public String modelId() {
            return "recorded";
        }

        @Override
        public void load() {
            loaded = true;
        }

        @Override
        public void unload() {
            loaded = false;
        }

        @Override
        public List<Prediction> classify(List<Email> emails) {
            return List.of();
        }
    }
}
