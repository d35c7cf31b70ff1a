package io.avocet.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.testing.ChildProcess.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which Java the launcher takes. */
@Tag("slow")
class LauncherJavaTest extends WithInstallation {
    private static final int NO_JAVA = 69;

    @Test
    void javaHomeGoesBeforeThePath() throws Exception {
        avocet.putOnPath(avocet.jdk("jdk on the path", "21").resolve("bin/java"));

        avocet.run("serve");

        assertThat(avocet.recorded("java")).containsExactly(avocet.environment.get("JAVA_HOME") + "/bin/java");
    }

    @Test
    void aJavaHomeThatIsTooOldIsPassedOverAndTheBuildUsesTheNextToo() throws Exception {
        avocet.environment.put("JAVA_HOME", avocet.jdk("jdk 8", "1.8").toString());
        Path jdk = avocet.jdk("jdk on the path", "21");
        avocet.putOnPath(jdk.resolve("bin/java"));

        assertThat(avocet.run("serve").code()).isZero();

        assertThat(avocet.recorded("java")).singleElement().asString().endsWith("tools/java");
        assertThat(avocet.recorded("builds")).singleElement().asString().startsWith(jdk + ": ");
    }

    @Test
    void aJavaInAUsualPlaceIsFoundAndBuilds() throws Exception {
        avocet.environment.remove("JAVA_HOME");
        Path jdk = avocet.jdk(avocet.systemFolder("/usr/lib/jvm/java-25"), "25");

        avocet.run("serve");

        assertThat(avocet.recorded("java")).containsExactly(jdk + "/bin/java");
        assertThat(avocet.recorded("builds")).singleElement().asString().startsWith(jdk + ": ");
    }

    @Test
    void noJavaAtAllTellsHowToGetOne() throws Exception {
        avocet.environment.remove("JAVA_HOME");

        Ended ended = avocet.run("serve");

        assertThat(ended.code()).isEqualTo(NO_JAVA);
        assertThat(ended.err()).contains("JDK 17 or newer", "sudo apt install", "sudo dnf install", "brew install");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void aJavaThatIsTooOldIsNamedWhenThereIsNoOther() throws Exception {
        Path old = avocet.jdk("jdk 11", "11");
        avocet.environment.put("JAVA_HOME", old.toString());

        Ended ended = avocet.run("serve");

        assertThat(ended.code()).isEqualTo(NO_JAVA);
        assertThat(ended.err()).contains(old + "/bin/java is Java 11, which is too old");
        assertThat(avocet.recorded("builds")).isEmpty();
    }

    @Test
    void aJreIsEnoughToRunButNotToBuild() throws Exception {
        String jdk = avocet.environment.get("JAVA_HOME");
        String jre = avocet.jre("jre 17", "17").toString();
        avocet.environment.put("JAVA_HOME", jre);

        Ended build = avocet.run("serve");

        assertThat(build.code()).isEqualTo(NO_JAVA);
        assertThat(build.err()).contains(jre + "/bin/java is Java 17 without javac");

        avocet.environment.put("JAVA_HOME", jdk);
        avocet.run("serve");
        avocet.environment.put("JAVA_HOME", jre);
        assertThat(avocet.run("serve").code()).isZero();
        assertThat(avocet.recorded("java")).containsExactly(jre + "/bin/java");
    }
}
