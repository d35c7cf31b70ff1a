package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console;
import io.avocet.error.Setting;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingOptionsTest {
    @Test
    void theOptionOfEachSettingIsOneThatACommandHas(@TempDir Path home) {
        String help = Stream.of("finetune", "benchmark", "evaluate", "serve", "lab quality")
                .map(verb -> new Console(home)
                        .run(Stream.concat(Stream.of(verb.split(" ")), Stream.of("--help"))
                                .toArray(String[]::new))
                        .out())
                .collect(Collectors.joining());
        for (Setting setting : Setting.values()) {
            assertThat(help).containsPattern(CommandLines.option(setting) + "[=\\[\\]]");
        }
    }
}
