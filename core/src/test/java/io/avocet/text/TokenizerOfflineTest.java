package io.avocet.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.golden.Golden;
import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcesses;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Java that has not loaded the classes of sockets and addresses has sent nothing: each test starts a virtual machine of
 * its own, and reads in its log which classes it loaded. (Native code fetches only tokenizers that are asked for by
 * name, and that call is never made.)
 */
@Tag("slow")
class TokenizerOfflineTest {
    private static final Pattern NETWORK = Pattern.compile("java\\.net\\.(Socket|DatagramSocket|InetAddress)"
            + "|java\\.net\\.HttpURLConnection|java\\.net\\.http\\..*"
            + "|java\\.nio\\.channels\\.(ServerSocket|Socket|Datagram)Channel");

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path folder;

    @Test
    void tokenizingOpensNoSocketEvenWhenTheLibraryIsUnpackedFirst() throws Exception {
        assertThat(networkClassesOf("tokenize")).isEmpty();
        assertThat(folder.resolve("cache/tokenizers")).isNotEmptyDirectory();
    }

    @Test
    void aSocketWouldShow() throws Exception {
        assertThat(networkClassesOf("socket")).contains("java.net.Socket");
    }

    private List<String> networkClassesOf(String what) throws IOException {
        Path log = folder.resolve("classes.log");
        ProcessBuilder child =
                ChildProcesses.javaCommand(List.of("-Xlog:class+load=info:file=" + log + ":none"), Child.class, what);
        child.environment().put("DJL_CACHE_DIR", folder.resolve("cache").toString());
        ChildProcess.Ended ended = processes.start(child).end();
        assertThat(ended.code()).as(ended.err()).isZero();
        try (var lines = Files.lines(log)) {
            return lines.map(line -> line.substring(0, line.indexOf(' ')))
                    .filter(NETWORK.asMatchPredicate())
                    .toList();
        }
    }

    /** What runs in the other virtual machine. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws IOException {
            if (args[0].equals("socket")) {
                new Socket().close();
                return;
            }
            try (Tokenizer tokenizer = Tokenizer.open(Golden.folder(Golden.DEBERTA))) {
                tokenizer.encode("Interview invitation", 512);
                tokenizer.encodePair("Interview invitation", "an offer", 512);
                tokenizer.encodeAll(List.of("Interview", "invitation"), 512);
            }
        }
    }
}
