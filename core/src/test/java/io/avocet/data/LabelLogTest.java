package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.UserError;
import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcesses;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LabelLogTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int KILLS = 50;

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path folder;

    private Path file;
    private LabelLog log;

    @BeforeEach
    void open() {
        file = folder.resolve("data/email_score.jsonl");
        log = new LabelLog(file);
    }

    @Test
    void aLabelIsAppendedAndTheReaderOfTrainingFindsIt() throws IOException {
        LabelLog.Entry entry = log.append(row("Grüße 😀", "digest"));
        assertThat(entry.label()).isEqualTo("digest");
        assertThat(entry.line()).isEqualTo(1);
        log.append(row("b", "hired"));
        assertThat(ScoreFile.read(file, LabelSet.CANONICAL).rows())
                .containsExactly(
                        new LabelledEmail(new Email("Grüße 😀", "text"), "digest"),
                        new LabelledEmail(new Email("b", "text"), "hired"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void theLastRowOfAnEmailCountsAndNoRowIsChanged() throws IOException {
        log.append(row("a", "digest"));
        byte[] before = Files.readAllBytes(file);
        LabelLog.Entry again = log.append(row("a", "hired"));
        assertThat(again.line()).isEqualTo(2);
        assertThat(log.entries()).containsExactly(again);
        log.append(row("a", null));
        assertThat(log.find(again.id()).orElseThrow().label()).isNull();
        assertThat(Files.readAllBytes(file)).startsWith(before);
        assertThat(ScoreFile.read(file, LabelSet.CANONICAL).rows()).isEmpty();
    }

    @Test
    void rowsOfAnotherProgramAreSeenAndAHalfWrittenOneOnceItIsWhole() throws IOException {
        log.append(row("a", "digest"));
        assertThat(log.refresh()).isFalse();
        String other = row("b", "hired").toString();
        write(other.substring(0, 20));
        assertThat(log.refresh()).isTrue();
        assertThat(log.entries()).hasSize(1);
        assertThat(log.badRows()).isZero();
        write(other.substring(20) + "\n");
        log.refresh();
        assertThat(log.entries().stream().map(LabelLog.Entry::label)).containsExactly("digest", "hired");
        assertThat(log.entries().get(1).line()).isEqualTo(2);
    }

    @Test
    void aLineThatNobodyEndedIsEndedBeforeTheNextLabel() throws IOException {
        log.append(row("a", "digest"));
        write("{\"subject\": \"tor");
        LabelLog.Entry entry = log.append(row("b", "hired"));
        assertThat(entry.line()).isEqualTo(3);
        assertThat(log.badRows()).isEqualTo(1);
        assertThat(log.row(entry)).isEqualTo(row("b", "hired"));
    }

    @Test
    void aFileInPlaceOfAnotherIsReadFromItsStart() throws IOException {
        log.append(row("a", "digest"));
        Path other = folder.resolve("other");
        Files.writeString(other, row("b", "hired") + "\n" + row("c", "hired") + "\n" + row("d", "hired") + "\n");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        log.refresh();
        assertThat(log.entries().stream().map(entry -> entry.email().subject())).containsExactly("b", "c", "d");
        Files.delete(file);
        log.refresh();
        assertThat(log.entries()).isEmpty();
    }

    @Test
    void aRowHasItsOtherKeys() {
        ObjectNode row = row("a", "digest").put("from", "hr@example.org").put("score", 3);
        assertThat(log.row(log.append(row))).isEqualTo(row);
    }

    @Test
    void aJsonArrayIsRefusedAndStaysAsItIs() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(file, "[" + row("a", "digest") + "]");
        assertThatThrownBy(() -> log.append(row("b", "hired")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is a JSON array");
        assertThat(file).hasContent("[" + row("a", "digest") + "]");
    }

    @Test
    void twoLogsOfOneFileSeeEachOther() {
        LabelLog second = new LabelLog(file);
        log.append(row("a", "digest"));
        second.append(row("b", "hired"));
        log.append(row("c", "hired"));
        second.refresh();
        assertThat(second.entries()).hasSize(3);
        assertThat(log.entries()).hasSize(3);
    }

    @Test
    @Tag("slow")
    void aKillAtAnyMomentLosesNoLabelThatWasConfirmed() throws Exception {
        Random moments = new Random(7);
        int confirmed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            ChildProcess child = processes.java(Appender.class, file.toString(), String.valueOf(kill));
            child.awaitLine("begun");
            TimeUnit.MILLISECONDS.sleep(moments.nextInt(250));
            child.signal("KILL");
            confirmed += (int) child.out().lines().filter("saved"::equals).count();
        }
        log.refresh();
        assertThat(log.badRows()).isZero();
        assertThat(log.entries().size()).isBetween(confirmed, confirmed + KILLS);
        assertThat(confirmed).isPositive();
    }

    @Test
    @Tag("slow")
    @EnabledOnOs(OS.LINUX)
    void aLabelOfWhichOnlyAPartFitsIsNotConfirmedAndLeavesNothing() throws Exception {
        int mostBytes = 8 * 512;
        ProcessBuilder appending = ChildProcesses.javaCommand(List.of(), Appender.class, file.toString(), "0");
        List<String> limited = new ArrayList<>(List.of("sh", "-c", "ulimit -f 8; exec \"$@\"", "sh"));
        limited.addAll(appending.command());
        ChildProcess child = processes.start(new ProcessBuilder(limited));
        assertThat(child.exitCode()).isEqualTo(1);
        assertThat(child.err()).contains("UserError", file + " could not be written");
        long confirmed = child.out().lines().filter("saved"::equals).count();

        assertThat(Files.size(file)).as("what did not fit is taken back").isLessThan(mostBytes);
        log.append(row("the next one", "hired"));
        assertThat(log.badRows()).isZero();
        assertThat(log.entries()).hasSize((int) confirmed + 1);
    }

    @Test
    void aRowThatIsLongerThanALineMayBeIsRefusedBeforeItIsWritten() {
        ObjectNode row = row("a".repeat(JsonRows.MAX_LINE_BYTES), "digest");
        assertThatThrownBy(() -> log.append(row))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("This email is too long");
        assertThat(file).doesNotExist();
    }

    /** Appends labels until it is killed, and confirms each. */
    static final class Appender {
        private Appender() {}

        public static void main(String[] args) throws IOException {
            LabelLog log = new LabelLog(Path.of(args[0]));
            try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
                out.write("begun\n".getBytes(StandardCharsets.UTF_8));
                for (int number = 0; ; number++) {
                    log.append(row(args[1] + "-" + number, "digest"));
                    out.write("saved\n".getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private static ObjectNode row(String subject, @Nullable String label) {
        return JSON.createObjectNode()
                .put("subject", subject)
                .put("body", "text")
                .put("label", label)
                .put("labeled_at", "2026-03-15T09:30:00Z");
    }
}
