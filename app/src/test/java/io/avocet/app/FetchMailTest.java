package io.avocet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.app.FetchMail.Fetched;
import io.avocet.error.UserError;
import io.avocet.imap.Account;
import io.avocet.imap.CountingProxy;
import io.avocet.imap.ImapConnection.Limits;
import io.avocet.imap.ScriptedImap;
import io.avocet.imap.TestMailServer;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.store.AccountMail;
import io.avocet.store.MailStore;
import io.avocet.store.SourceCount;
import io.avocet.store.StoredEmail;
import io.avocet.testing.ClosedPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FetchMailTest {
    private static final Limits SHORT = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(30));

    @TempDir
    Path folder;

    private final TestMailServer server = TestMailServer.plain();
    private final List<String> told = new ArrayList<>();
    private MailStore store;

    @BeforeEach
    void open() {
        store = MailStore.openOrCreate(folder.resolve("mail.db"));
    }

    @AfterEach
    void close() {
        store.close();
        server.close();
    }

    @Test
    void newMailIsFetchedOnce() {
        server.deliver(mail(1));
        server.deliver(mail(2));
        assertCounts(fetch(server.account()), 2, 0, 0);
        assertThat(store.sources()).containsExactly(new SourceCount("imap:home/INBOX", 2, 0, 0));
        assertCounts(fetch(server.account()), 0, 0, 0);
        server.deliver(mail(3));
        assertCounts(fetch(server.account()), 1, 0, 0);
        StoredEmail newest =
                store.unlabelled(List.of()).search("\"Subject 3\"", 10).get(0);
        assertThat(newest.email().body()).isEqualTo("Body 3");
        assertThat(newest.headers().from()).isEqualTo("Sam <sam@example.org>");
        AccountMail account = store.ofAccount("home");
        assertThat(account.emails()).isEqualTo(3);
        assertThat(account.lastFetch()).isBetween(Instant.now().minusSeconds(120), Instant.now());
        assertThat(store.ofAccount("hom")).isEqualTo(AccountMail.NONE);
    }

    @Test
    void nothingIsMarkedAsRead() throws Exception {
        server.deliver(mail(1));
        server.deliver(withAttachment(1_000));
        List<String> before = server.flags();
        assertCounts(fetch(server.account()), 2, 0, 0);
        assertThat(server.flags()).isEqualTo(before).allMatch(flags -> flags.startsWith("false"));
    }

    @Test
    void fetchedAndImportedAnEmailIsTheSame() throws IOException {
        StringBuilder mbox = new StringBuilder();
        for (String message : messages()) {
            server.deliver(message);
            mbox.append("From x@y Thu Jan  1 00:00:00 2026\n")
                    .append(message.replace("\r\n", "\n"))
                    .append("\n\n");
        }
        assertCounts(fetch(server.account()), messages().size(), 0, 0);

        Path file = Files.writeString(folder.resolve("a.mbox"), mbox, StandardCharsets.UTF_8);
        ImportResult imported =
                new ImportEmails().run(new ImportRequest(List.of(file)), ImportTarget.store(store), event -> {});
        assertThat(imported.fresh())
                .as("known by their text, for they have no Message-ID")
                .isZero();
        assertThat(imported.known()).isEqualTo(messages().size());
    }

    @Test
    void anAttachmentIsNotTransferred() throws IOException {
        server.deliver(withAttachment(50 << 20));
        try (CountingProxy proxy = new CountingProxy(server.port())) {
            assertCounts(fetch(TestMailServer.account(proxy.port(), List.of(), null, null)), 1, 0, 0);
            assertThat(proxy.bytes()).isBetween(500L, 20_000L);
        }
        assertThat(store.unlabelled(List.of()).newest(1).get(0).email().body()).isEqualTo("See the film.");
    }

    @Test
    void aLongTextComesInPiecesAndWhole() {
        String line = "0123456789012345678901234567890123456789012345678901234567890\r\n";
        String body = line.repeat(40_000);
        server.deliver("Subject: long\r\n\r\n" + body + "THE END\r\n");
        assertCounts(fetch(server.account()), 1, 0, 0);
        String read = store.unlabelled(List.of()).newest(1).get(0).email().body();
        assertThat(read).hasSize(body.length() - 40_000 + 7).endsWith("THE END");
    }

    @Test
    void ofPartsWithinPartsOnlyTheTextIsAskedFor() throws IOException {
        String structure = "(((\"text\" \"html\" (\"charset\" \"utf-8\") NIL NIL \"8bit\" 20 1 NIL NIL NIL)"
                + "(\"image\" \"png\" (\"name\" \"a.png\") \"<a>\" NIL \"base64\" 90000 NIL (\"inline\" NIL) NIL) \"related\" (\"boundary\" \"in\") NIL NIL)"
                + "(\"application\" \"pdf\" (\"name\" \"a.pdf\") NIL NIL \"base64\" 9000000 NIL (\"attachment\" (\"filename\" \"a.pdf\")) NIL)"
                + " \"mixed\" (\"boundary\" \"out\") NIL NIL)";
        try (ScriptedImap scripted = new ScriptedImap()) {
            scripted.structure(structure)
                    .section("HEADER", "Subject: parts\r\nContent-Type: multipart/mixed; boundary=out\r\n\r\n")
                    .section("1.MIME", "Content-Type: multipart/related; boundary=\"in\"\r\n\r\n")
                    .section("1.1.MIME", "Content-Type: text/html; charset=utf-8\r\n\r\n")
                    .section("1.1", "<p>Gr\u00C3\u00BC\u00C3\u009Fe</p>");
            assertCounts(fetch(TestMailServer.account(scripted.port(), List.of(), null, null)), 1, 0, 0);
            assertThat(scripted.commands)
                    .filteredOn(command -> command.contains("BODY.PEEK"))
                    .singleElement()
                    .asString()
                    .doesNotContain("[1.2", "[2");
            assertThat(scripted.commands)
                    .noneMatch(command -> command.matches("(?i)(SELECT|STORE|UID STORE|UID COPY|EXPUNGE).*"));
        }
        assertThat(store.unlabelled(List.of()).newest(1).get(0).email().body()).isEqualTo("Gr\u00FC\u00DFe");
    }

    @Test
    void aMessageThatCannotBeReadIsOneCountedRow() {
        server.deliver(mail(1));
        server.deliver("\r\n\r\n");
        server.deliver(mail(2));
        Fetched fetched = fetch(server.account());
        assertCounts(fetched, 2, 0, 1);
        assertThat(fetched.mail().reasons()).containsOnlyKeys("no header such as 'Subject: …' at its start");
        assertThat(told).anyMatch(line -> line.startsWith("Refused imap:home/INBOX:2: "));
        assertCounts(fetch(server.account()), 0, 0, 0);
    }

    @Test
    void aServerThatRefusesOneMessageGivesTheOthers() throws IOException {
        try (ScriptedImap scripted = new ScriptedImap()) {
            scripted.answer("UID SEARCH", "* SEARCH 6 7 8")
                    .answer("UID FETCH 6", "NO [SERVERBUG]")
                    .answer("UID FETCH 7:8", "NO [SERVERBUG]")
                    .answer("UID FETCH 8", "NO [SERVERBUG]")
                    .structure("(\"text\" \"plain\" NIL NIL NIL \"7bit\" 5 1)")
                    .section("", mail(7));
            Fetched fetched = fetch(TestMailServer.account(scripted.port(), List.of(), null, null));
            assertCounts(fetched, 1, 0, 2);
            assertThat(fetched.mail().reasons()).containsOnlyKeys("the server does not hand it out");
        }
    }

    @Test
    void withAnotherUidValidityAllIsFetchedAnewAndKnown() throws Exception {
        Account jobs = TestMailServer.account(server.port(), List.of("Jobs"), null, null);
        deliverJob(1);
        deliverJob(2);
        assertCounts(fetch(jobs), 2, 0, 0);
        server.renew("Jobs");
        deliverJob(2);
        deliverJob(3);
        assertCounts(fetch(jobs), 1, 1, 0);
        assertCounts(fetch(jobs), 0, 0, 0);
    }

    @Test
    void afterAForgottenFolderItsMailComesBack() {
        server.deliver(mail(1));
        assertCounts(fetch(server.account()), 1, 0, 0);
        assertThat(store.forget("imap:home/INBOX")).isEqualTo(1);
        assertThat(store.ofAccount("home")).isEqualTo(AccountMail.NONE);
        assertCounts(fetch(server.account()), 1, 0, 0);
        store.forgetAll();
        assertCounts(fetch(server.account()), 1, 0, 0);
    }

    @Test
    void aConnectionThatIsCutKeepsWhatCameAndTheNextFetchGoesOn() throws IOException {
        for (int i = 0; i < 600; i++) {
            server.deliver(mail(i) + "x".repeat(2_000) + "\r\n");
        }
        try (CountingProxy proxy = new CountingProxy(server.port())) {
            Account account = TestMailServer.account(proxy.port(), List.of(), null, null);
            proxy.cutAfter(700_000);
            Fetched cut = fetch(account);
            assertThat(cut.failure().orElseThrow().kind()).isEqualTo(UserError.Kind.REMOTE);
            assertThat(cut.failure().orElseThrow()).hasMessageContaining(" was cut. Try again");
            assertThat(cut.mail().fresh()).isBetween(100L, 500L);
            proxy.cutAfter(Long.MAX_VALUE);
            long before = proxy.bytes();
            assertCounts(fetch(account), (int) (600 - cut.mail().fresh()), 0, 0);
            assertThat(proxy.bytes() - before).isLessThan(1_400_000);
        }
    }

    @Test
    void onlyASampleOfTheMailSinceADayIsFetchedAndMoreWhenMoreIsWanted() {
        for (int i = 1; i <= 100; i++) {
            String day = i <= 40 ? "2025-01-01T12:00:00Z" : "2025-03-01T12:00:00Z";
            server.deliver("INBOX", mail(i).getBytes(StandardCharsets.UTF_8), Instant.parse(day));
        }
        LocalDate since = LocalDate.of(2025, 2, 1);
        assertCounts(fetch(account(since, 20)), 20, 0, 0);
        List<Integer> numbers = store.unlabelled(List.of()).newest(100).stream()
                .map(email -> Integer.parseInt(email.email().subject().substring("Subject ".length())))
                .sorted()
                .toList();
        assertThat(numbers).allMatch(number -> number > 40);
        assertThat(numbers.stream().filter(number -> number <= 70).count()).isBetween(9L, 11L);
        assertCounts(fetch(account(since, 20)), 0, 0, 0);
        assertCounts(fetch(account(since, 50)), 30, 0, 0);
        assertCounts(fetch(account(since, null)), 10, 0, 0);
        assertCounts(fetch(account(null, null)), 40, 0, 0);
    }

    @Test
    void foldersHaveTheNamesThatPeopleGiveThem() {
        String name = "Entw\u00FCrfe & \u53F0\u5317";
        server.deliver(name, mail(1).getBytes(StandardCharsets.UTF_8), Instant.now());
        server.deliver(mail(2));
        assertThat(new FetchMail(TestMailServer.secrets()).check(server.account()))
                .extracting(each -> each.folder().name() + ", " + each.folder().messages() + ", " + each.fetched())
                .containsExactlyInAnyOrder("INBOX, 1, true", name + ", 1, false");
        assertCounts(fetch(TestMailServer.account(server.port(), List.of(name), null, null)), 1, 0, 0);
        assertThat(store.sources()).extracting(SourceCount::source).containsExactly("imap:home/" + name);
    }

    @Test
    void oneAccountThatFailsDoesNotKeepTheOthers() {
        server.deliver(mail(1));
        Account gone = new Account(
                "gone",
                "127.0.0.1",
                ClosedPort.find(),
                Account.Tls.NONE,
                "x",
                List.of(),
                null,
                null,
                server.account().secret());
        Fetched fetched =
                new FetchMail(TestMailServer.secrets(), SHORT).run(List.of(gone, server.account()), store, listener());
        assertThat(fetched.mail().fresh()).isEqualTo(1);
        assertThat(fetched.failure().orElseThrow())
                .hasMessageStartingWith("1 of 2 accounts could not be fetched. Nothing answers at 127.0.0.1, port ");
    }

    @Test
    @Tag("slow")
    void fiveThousandEmailsAreFetched() {
        for (int i = 0; i < 5_000; i++) {
            server.deliver(mail(i));
        }
        assertCounts(fetch(server.account()), 5_000, 0, 0);
        assertCounts(fetch(server.account()), 0, 0, 0);
        assertThat(told).anyMatch(line -> line.startsWith("2500 emails read: "));
    }

    private void deliverJob(int number) {
        server.deliver("Jobs", mail(number).getBytes(StandardCharsets.UTF_8), Instant.now());
    }

    private Fetched fetch(Account account) {
        return new FetchMail(TestMailServer.secrets(), SHORT).run(List.of(account), store, listener());
    }

    private RunListener listener() {
        return (RunEvent event) -> told.add(event.message());
    }

    private Account account(@Nullable LocalDate since, @Nullable Integer most) {
        return TestMailServer.account(server.port(), List.of(), since, most);
    }

    private static void assertCounts(Fetched fetched, int fresh, int known, int refused) {
        assertThat(fetched.failure()).isEmpty();
        assertThat(List.of(
                        fetched.mail().fresh(),
                        fetched.mail().known(),
                        fetched.mail().refused()))
                .as("new, known, refused")
                .containsExactly((long) fresh, (long) known, (long) refused);
    }

    private static String mail(int number) {
        return "From: Sam <sam@example.org>\r\nSubject: Subject " + number
                + "\r\nDate: Sun, 15 Mar 2026 10:30:00 +0100\r\nMessage-ID: <" + number + "@example.org>\r\n\r\nBody "
                + number + "\r\n";
    }

    private static String withAttachment(int bytes) {
        return "Subject: film\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b b\"\r\n\r\nFor old programs.\r\n"
                + "--b b\r\nContent-Type: text/plain\r\n\r\nSee the film.\r\n"
                + "--b b\r\nContent-Type: video/mp4; name=a.mp4\r\nContent-Disposition: attachment; filename=a.mp4\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB\r\n".repeat(bytes / 76)
                + "--b b--\r\n";
    }

    /** As programs write them, none with a Message-ID. */
    private static List<String> messages() {
        String pdf = crlf("""
                Content-Type: application/pdf
                Content-Disposition: attachment; filename=a.pdf
                Content-Transfer-Encoding: base64

                JVBERi0x
                """);
        String plain = "Content-Type: text/plain; charset=utf-8\r\n\r\nIn plain w\u00F6rds\r\n";
        String html = "Content-Type: text/html; charset=utf-8\r\n\r\n<p>In <b>HTML</b></p>\r\n";
        String invitation = crlf("""
                Content-Type: text/calendar; method=REQUEST

                BEGIN:VCALENDAR
                BEGIN:VEVENT
                SUMMARY:Interview
                LOCATION:Room 1
                DESCRIPTION:Bring papers
                END:VEVENT
                END:VCALENDAR
                """);
        String enclosed =
                "Content-Type: message/rfc822\r\n\r\nSubject: inside\r\nFrom: a@example.org\r\nTo: b@example.org\r\nDate: Sun, 15 Mar 2026 10:30:00 +0100\r\nMessage-ID: <inside@example.org>\r\n"
                        + plain;
        List<String> bodies = List.of(
                plain,
                html,
                "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder()
                                .encodeToString("Gr\u00FC\u00DFe in base64\n".getBytes(StandardCharsets.UTF_8))
                        + "\r\n",
                "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe, =\r\nquoted\r\n",
                multipart("alternative", "a", plain, html),
                multipart("mixed", "b", plain, pdf),
                multipart("mixed", "c", html, pdf, pdf),
                multipart("mixed", "d", multipart("alternative", "e", plain, html), pdf),
                multipart("alternative", "f", plain, invitation),
                multipart("mixed", "g", invitation, pdf),
                multipart("mixed", "h", enclosed),
                multipart("mixed", "i", pdf),
                pdf,
                "Content-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nOnly a file\r\n");
        return IntStream.range(0, bodies.size())
                .mapToObj(i -> "Subject: =?utf-8?q?N=C2=BA?= " + i
                        + "\r\nFrom: Sam <sam@example.org>\r\nMIME-Version: 1.0\r\n" + bodies.get(i))
                .toList();
    }

    private static String crlf(String lines) {
        return lines.replace("\n", "\r\n");
    }

    private static String multipart(String subtype, String boundary, String... parts) {
        StringBuilder text =
                new StringBuilder("Content-Type: multipart/" + subtype + "; boundary=" + boundary + "\r\n\r\n");
        for (String part : parts) {
            text.append("--").append(boundary).append("\r\n").append(part);
        }
        return text.append("--").append(boundary).append("--\r\n").toString();
    }
}
