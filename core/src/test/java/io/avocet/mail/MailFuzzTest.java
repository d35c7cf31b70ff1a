package io.avocet.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.data.EmailSource;
import io.avocet.data.SourcedEmail;
import io.avocet.error.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged mail of every kind is read, passed over with a reason, or refused; nothing else happens, and nothing grows. */
@Tag("slow")
class MailFuzzTest {
    private static final int ROUNDS = 60_000;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int MOST_CHARACTERS = 4 << 20;

    private static final List<String> SAMPLES = List.of(
            "Subject: =?gb2312?B?w+bK1M2o1qqjusDuz8jJ?=\n =?gb2312?B?+qOosbG+qaOp?=\nContent-Type: text/plain; charset=gbk\n\nwords\n",
            """
            Subject: =?utf-8*es?Q?d=C3=ADa?=
            Content-Type: multipart/alternative; boundary*0*=us-ascii'en'b;
             boundary*1=c

            --bc
            Content-Type: text/plain

            &nbsp;
            --bc
            Content-Type: text/html; charset=3D"utf-8"

            <meta charset=x><style>.p{display:none} @media x { .q { opacity:0 } }</style>\
            <div class=p style='font-size:0'>a</div><p>b
            --bc--
            """,
            "From : a@b.c\r\r\nSubject: x\r\r\nContent-Type: message/rfc822\r\r\n\r\r\nFrom a b\r\r\nSubject: y\r\r\n\r\r\nz\r\r\n",
            """
            Content-Type: text/calendar; charset=utf-7

            BEGIN:VCALENDAR
            METHOD:CANCEL
            BEGIN:VEVENT
            DTSTART;TZID="a:b":20250306T100000
            SUMMARY:a\\,b
             c
            END:VEVENT
            END:VCALENDAR
            """,
            "Content-Type: multipart/mixed\nContent-Transfer-Encoding: base64;\n\nLS1CDQpDb250ZW50LVR5cGU6IHRleHQvcGxhaW4NCg0KYQ0KLS1CLS0=\n",
            """
            From a@b.c Tue Mar  4 10:00:00 2025
            X-Mozilla-Status: 0009
            Content-Length: 20
            Subject: a

            >From x

            From b@c.d
            Subject: b

            c

            From - Tue Mar 04 2025 10:00:00
            >From x
            Subject: c
            Content-Type: text/html; charset=iso-2022-jp

            \u001B$BF|K\\\u001B(B
            """,
            "[{\"subject\": \"a\", \"body\": \"b\"}]",
            "{\"subject\": \"a\", \"body\": \"b\"}\n");

    @Test
    @Timeout(120)
    void damagedMailIsReadOrRefused() throws IOException {
        Random random = new Random(6);
        List<byte[]> samples = samples();
        long end = System.nanoTime() + LONGEST.toNanos();
        for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
            byte[] damaged = damaged(samples, random);
            String name = random.nextBoolean() ? "x.mbox" : "x.eml";
            assertThat(charactersOf(damaged, name)).as("round %s", round).isLessThan(MOST_CHARACTERS);
        }
    }

    private static long charactersOf(byte[] input, String name) throws IOException {
        long characters = 0;
        try (EmailSource emails = MailFiles.open(new ByteArrayInputStream(input), name)) {
            emails.onBadRow(row -> assertThat(row.reason()).doesNotContain("Exception"));
            for (Optional<SourcedEmail> next = emails.next(); next.isPresent(); next = emails.next()) {
                characters += next.get().email().subject().length()
                        + next.get().email().body().length();
            }
        } catch (UserError e) {
            return 0;
        }
        return characters;
    }

    private static List<byte[]> samples() {
        List<byte[]> samples = new ArrayList<>();
        SAMPLES.forEach(sample -> samples.add(sample.getBytes(StandardCharsets.UTF_8)));
        Random random = new Random(7);
        for (String charset : List.of("UTF-8", "GB18030", "windows-31j", "x-windows-949", "windows-1252")) {
            for (int i = 0; i < 8; i++) {
                samples.add(new MimeWriter(random, Charset.forName(charset), charset)
                        .message("Subject words", "A text\nof two lines"));
            }
        }
        return samples;
    }

    private static byte[] damaged(List<byte[]> samples, Random random) {
        byte[] bytes = samples.get(random.nextInt(samples.size())).clone();
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes && bytes.length > 1; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = spliced(bytes, at, bytes, random);
                default -> bytes = spliced(bytes, at, samples.get(random.nextInt(samples.size())), random);
            }
        }
        return bytes;
    }

    /** The bytes up to a place, then a part of others, then the rest. */
    private static byte[] spliced(byte[] bytes, int at, byte[] others, Random random) {
        int from = random.nextInt(others.length);
        int length = random.nextInt(others.length - from);
        byte[] result = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(others, from, result, at, length);
        System.arraycopy(bytes, at, result, at + length, bytes.length - at);
        return result;
    }
}
