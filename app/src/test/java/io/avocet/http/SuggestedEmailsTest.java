package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.Avocet;
import io.avocet.data.Email;
import io.avocet.data.MailHeaders;
import io.avocet.store.MailStore;
import io.avocet.store.NewEmail;
import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcesses;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server that prepares and suggests, with its real child. */
@Tag("slow")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SuggestedEmailsTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** One of each label, as someone may write it. */
    private static final List<Email> TYPICAL = List.of(
            new Email("Interview on Tuesday", "We confirm your job interview by phone on Tuesday at 10 am."),
            new Email("Your offer", "We are pleased to offer you the job. Salary and contract are attached to sign."),
            new Email(
                    "Your application", "Unfortunately we will not go on with your application. We have to reject it."),
            new Email("Next step", "We were impressed and are interested in you. We want to take the next step."),
            new Email("Your feedback", "Please fill in this survey and assessment on our hiring process."),
            new Email("Application received", "This routine message confirms that your application has arrived."),
            new Email("Moved", "Your interview has been rescheduled and moved to another time, Friday."),
            new Email("Job alert", "This week's newsletter lists twenty job openings for you."),
            new Email(
                    "A role for you", "I am a recruiter and write unasked about a particular job that could fit you."),
            new Email(
                    "Welcome aboard",
                    "Your contract is signed: welcome to the new job. Onboarding on your first day."));

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Contract contract = Contract.ofThisBuild();

    @Test
    void aTypicalEmailOfEachLabelIsAmongTheFirstTwenty() throws Exception {
        fill();
        ProcessBuilder serve =
                ChildProcesses.javaCommand(List.of("-Davocet.home=" + home), Avocet.class, "serve", "--port", "0");
        ChildProcess process = processes.start(serve);
        String line = process.awaitLine("Avocet is at ");
        String root = line.substring("Avocet is at ".length(), line.indexOf("/ "));

        JsonNode suggested = next(root, "suggested");
        while (!suggested.path("strategy").asText().equals("suggested")
                || suggested.path("prepared").path("working").asBoolean()) {
            Thread.sleep(50);
            suggested = next(root, "suggested");
        }

        assertThat(suggested.path("prepared").toString())
                .isEqualTo("{\"emails\":40,\"of\":40,\"model\":\"minilm-zeroshot\",\"working\":false}");
        assertThat(suggested.path("emails").get(0).path("guess_model").asText()).isEqualTo("minilm-zeroshot");
        List<String> first = ids(suggested);
        assertThat(first).hasSize(20).doesNotHaveDuplicates();
        assertThat(first).isNotEqualTo(ids(next(root, "newest")));
        assertThat(first).containsAll(TYPICAL.stream().map(Email::contentHash).toList());
        process.signal("TERM");
        assertThat(process.exitCode()).isZero();
        assertThat(process.err()).doesNotContain("not prepared", "Exception");
    }

    private void fill() {
        List<NewEmail> emails = new ArrayList<>();
        TYPICAL.forEach(email -> emails.add(mail(email, "2020-01-01")));
        IntStream.range(0, 30)
                .mapToObj(i -> new Email("Photo " + i, "Picture number " + i + " of our cat in the garden."))
                .forEach(email -> emails.add(mail(email, "2026-01-01")));
        try (MailStore store = MailStore.openOrCreate(home.resolve("data/mail.db"))) {
            store.add(emails);
        }
    }

    private static NewEmail mail(Email email, String date) {
        return new NewEmail(email, MailHeaders.of("r@example.com", date + "T09:30:00Z", null), "box");
    }

    private JsonNode next(String root, String strategy) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(root + "/api/labels/next?limit=20&strategy=" + strategy))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        contract.assertAnswer("GET /api/labels/next", answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    private static List<String> ids(JsonNode next) {
        return next.path("emails").findValuesAsText("id");
    }
}
