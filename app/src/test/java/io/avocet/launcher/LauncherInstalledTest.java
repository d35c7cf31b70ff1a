package io.avocet.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.testing.ChildProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The launcher of an installation, which has a Java of its own in {@code runtime/}. */
@Tag("slow")
class LauncherInstalledTest extends WithInstallation {
    private Path archive;

    @BeforeEach
    void addARuntime() throws IOException {
        avocet.jre(avocet.home.getFileName() + "/runtime", "25");
        Path lib = Files.createDirectory(avocet.home.resolve("lib"));
        for (String jar : new String[] {"avocet", "api-2", "Zip-1"}) {
            Files.createFile(lib.resolve(jar + ".jar"));
        }
        archive = Files.writeString(lib.resolve("classes-runtime.jsa"), "classes");
    }

    @Test
    void itsOwnJavaRunsAndNothingIsBuilt() throws Exception {
        Ended ended = avocet.run("serve");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(avocet.recorded("java")).containsExactly(avocet.home + "/runtime/bin/java");
        assertThat(avocet.recorded("builds")).isEmpty();
    }

    @Test
    void noOtherJavaIsNeeded() throws Exception {
        avocet.environment.remove("JAVA_HOME");

        assertThat(avocet.run("serve").code()).isZero();
    }

    /** The archive fits this order alone, whatever the language of the user. */
    @Test
    void theJarsAreInTheOrderOfTheirCharacters() throws Exception {
        avocet.environment.put("LC_ALL", "en_US.UTF-8");

        avocet.run("serve");

        String lib = avocet.home + "/lib/";
        assertThat(avocet.recorded("arguments"))
                .containsSubsequence(
                        "-cp",
                        lib + "Zip-1.jar:" + lib + "api-2.jar:" + lib + "avocet.jar",
                        "io.avocet.Avocet",
                        "serve");
    }

    @Test
    void theArchiveThatCameWithItIsUsedAsItIs() throws Exception {
        Files.setLastModifiedTime(archive, Files.getLastModifiedTime(avocet.home.resolve("lib/avocet.jar")));

        avocet.run("serve");

        assertThat(avocet.recorded("arguments")).contains("-XX:SharedArchiveFile=" + archive);
        assertThat(avocet.recorded("archives")).isEmpty();
    }

    @Test
    void anArchiveIsMadeWhereNoneCame() throws Exception {
        Files.delete(archive);

        avocet.run("serve");

        assertThat(avocet.recorded("archives")).hasSize(1);
        assertThat(avocet.recorded("arguments")).contains("-XX:SharedArchiveFile=" + archive);
    }

    @Test
    void whatTheUserMakesIsInTheFolderOfTheUser() throws Exception {
        avocet.run("serve");
        assertThat(avocet.recorded("arguments"))
                .contains("-Davocet.home=" + folder.toRealPath() + "/.local/share/avocet")
                .contains("-Davocet.program=" + avocet.home);

        avocet.environment.remove("HOME"); // as under systemd
        avocet.putOnPath(Tools.find("id"));
        avocet.run("serve");
        assertThat(avocet.recorded("arguments"))
                .contains("-Davocet.home=" + System.getProperty("user.home") + "/.local/share/avocet");

        avocet.environment.put("XDG_DATA_HOME", "/data home");
        avocet.run("serve");
        assertThat(avocet.recorded("arguments")).contains("-Davocet.home=/data home/avocet");

        avocet.environment.put("AVOCET_HOME", "/my avocet");
        avocet.run("serve");
        assertThat(avocet.recorded("arguments")).contains("-Davocet.home=/my avocet");
    }
}
