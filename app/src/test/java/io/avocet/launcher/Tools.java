package io.avocet.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A folder of programs, to be the whole PATH of a script. */
record Tools(Path folder) {
    /** With these tools of this machine. */
    static Tools of(Path folder, List<String> names) throws IOException {
        Tools tools = new Tools(Files.createDirectory(folder));
        for (String name : names) {
            tools.script(name, "exec " + find(name) + " \"$@\"");
        }
        return tools;
    }

    void script(String name, String body) throws IOException {
        write(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
    }

    /** Writes an executable file. */
    static void write(Path file, String script) throws IOException {
        Files.writeString(file, script);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    /** Where this machine has a tool. */
    static Path find(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + tool + " on the PATH of the tests"));
    }
}
