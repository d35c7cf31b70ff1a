package io.avocet.mail;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The charsets that mail means by their names. Mail programs write a standard's name and use the vendor's superset of it,
 * so names map as in the label table of the WHATWG Encoding Standard (https://encoding.spec.whatwg.org/#names-and-labels),
 * with a few names that mail alone uses. Other names are Java's.
 */
final class CharsetLabels {
    /** What unlabelled 8-bit mail that is not UTF-8 most often is; the superset that mail means by ISO 8859-1. */
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** What mail means by ISO-2022-JP; a name of Java. */
    static final String ISO_2022_JP = "x-windows-iso2022jp";

    /** UTF-16 of whichever byte order the bytes show. */
    static final String UTF_16 = "UTF-16";

    /**
     * A charset of Java, then names of it without punctuation. GBK as gb2312: jakartaee/mail-api#248, nodemailer/mailparser#43.
     * The vendors' Japanese: postalsys/postal-mime#94. CP949: nodemailer/mailparser#31. Hebrew and Arabic of logical and visual
     * order: zulip/zulip#23188. Oracle's names: zbateson/mail-mime-parser#17.
     */
    private static final String[] TABLE = {
        "UTF-8 utf8 utf8mb4 utf8mb3 utf8sig utf8lias utf unicode11utf8 unicode20utf8 xunicode20utf8 cp65001 65001 al32utf8",
        UTF_16 + " utf16 ucs2 unicode csunicode iso10646ucs2",
        "UTF-16LE utf16le unicodefeff",
        "UTF-16BE utf16be unicodefffe",
        "windows-1252 windows1252 cp1252 xcp1252 1252 we8mswin1252 iso88591 88591 iso885911987 isoir100 csisolatin1 l1 latin1"
                + " ibm819 cp819 ascii usascii us ansix341968 ansix341986 iso646us iso646irv1991 cp367 ibm367 csascii 646 ansi",
        "windows-1250 windows1250 cp1250 xcp1250 1250 ee8mswin1250",
        "windows-1251 windows1251 cp1251 xcp1251 1251 cl8mswin1251",
        "windows-1253 windows1253 cp1253 xcp1253 1253",
        "windows-1254 windows1254 cp1254 xcp1254 1254 iso88599 88599 iso885991989 isoir148 csisolatin5 l5 latin5",
        "windows-1255 windows1255 cp1255 xcp1255 1255",
        "windows-1256 windows1256 cp1256 xcp1256 1256",
        "windows-1257 windows1257 cp1257 xcp1257 1257",
        "windows-1258 windows1258 cp1258 xcp1258 1258",
        "x-windows-874 windows874 xwindows874 dos874 cp874 874 ms874 tis620 tis6202533 tis6200 iso885911 iso8859112001 thai",
        "ISO-8859-2 iso88592 88592 iso885921987 isoir101 csisolatin2 l2 latin2",
        "ISO-8859-3 iso88593 88593 iso885931988 isoir109 csisolatin3 l3 latin3",
        "ISO-8859-4 iso88594 88594 iso885941988 isoir110 csisolatin4 l4 latin4",
        "ISO-8859-5 iso88595 88595 iso885951988 isoir144 csisolatincyrillic cyrillic",
        "ISO-8859-6 iso88596 88596 iso885961987 isoir127 csisolatinarabic arabic asmo708 ecma114 iso88596i iso88596e"
                + " csiso88596i csiso88596e",
        "ISO-8859-7 iso88597 88597 iso885971987 isoir126 csisolatingreek greek greek8 ecma118 elot928 suneugreek",
        "ISO-8859-8 iso88598 88598 iso885981988 isoir138 csisolatinhebrew hebrew visual logical iso88598i iso88598e"
                + " csiso88598i csiso88598e",
        "ISO-8859-13 iso885913 l7 latin7",
        "ISO-8859-15 iso885915 885915 csisolatin9 l9 latin9 latin0",
        "ISO-8859-16 iso885916 isoir226 l10 latin10",
        "KOI8-R koi8r koi koi8 cskoi8r",
        "KOI8-U koi8u koi8ru",
        "IBM866 ibm866 cp866 866 csibm866",
        "IBM850 ibm850 cp850 850",
        "IBM437 ibm437 cp437 437",
        "x-MacRoman macintosh mac macroman xmacroman csmacintosh",
        "x-MacCyrillic maccyrillic xmaccyrillic xmacukrainian macukrainian",
        "GB18030 gb2312 gb231280 csgb2312 gbk xgbk csgb18030 gb18030 chinese csiso58gb231280 isoir58 cp936 936 ms936"
                + " windows936 euccn xeuccn csgbk gb",
        "Big5-HKSCS big5 big5hkscs cnbig5 xxbig5 csbig5 cp950 950 ms950 windows950 xwindows950 big5eten big5hk",
        "windows-31j shiftjis sjis xsjis mskanji csshiftjis csshiftj cp932 xcp932 ms932 932 windows932 windows31j cswindows31j"
                + " xmscp932",
        "x-eucJP-Open eucjp xeucjp xeuc cseucpkdfmtjapanese eucjpms eucjpopen xeucjpopen cp51932 ujis",
        ISO_2022_JP
                + " iso2022jp iso2022jp1 iso2022jp2 iso2022jp3 iso2022jpms iso2022jp2004 xiso2022jp csiso2022jp csiso2022jp2"
                + " cp50220 cp50221 cp50222 windows50220 windows50221 xwindows50220 xwindows50221 xwindowsiso2022jp jis",
        "x-windows-949 euckr xeuckr cseuckr ksc5601 ksc56011987 ksc56011989 ksc56011992 csksc56011987 isoir149 korean cp949 949"
                + " ms949 windows949 xwindows949 uhc ksx1001",
        "ISO-2022-KR iso2022kr csiso2022kr",
    };

    private static final Map<String, Charset> BY_NAME = byName();

    private CharsetLabels() {}

    /** The charset that a name stands for, in whatever spelling; null if it is none that is known. */
    static @Nullable Charset charset(String name) {
        Charset exact = BY_NAME.get(bare(name));
        if (exact != null) {
            return exact;
        }
        String lower = name.strip().toLowerCase(Locale.ROOT);
        // zbateson/mail-mime-parser#110: what a damaged header leaves around the name; RFC 2231: a language behind it
        String undamaged =
                lower.replaceFirst("^(?:3d)?[\"'\\s]*(?:charset=)?", "").replaceFirst("[*\"';,\\s].*$", "");
        Charset known = BY_NAME.get(bare(undamaged));
        return known != null ? known : ofJava(undamaged);
    }

    /** The letters and digits of a name, in lower case. */
    private static String bare(String name) {
        StringBuilder bare = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char unit = name.charAt(i);
            if (unit >= 'A' && unit <= 'Z') {
                bare.append((char) (unit + ('a' - 'A')));
            } else if ((unit >= 'a' && unit <= 'z') || (unit >= '0' && unit <= '9')) {
                bare.append(unit);
            }
        }
        return bare.toString();
    }

    /** Whether bytes of other charsets are seldom valid in this one, or the other way round: its letters have two bytes or more. */
    static boolean isMultiByte(Charset charset) {
        return charset.newEncoder().maxBytesPerChar() > 1;
    }

    private static @Nullable Charset ofJava(String name) {
        try {
            return name.isEmpty() ? null : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    private static Map<String, Charset> byName() {
        Map<String, Charset> charsets = new HashMap<>();
        for (String line : TABLE) {
            String[] names = line.split(" ", -1);
            if (!Charset.isSupported(names[0])) {
                continue; // a Java runtime without the module jdk.charsets
            }
            for (int i = 1; i < names.length; i++) {
                charsets.put(names[i], Charset.forName(names[0]));
            }
        }
        return charsets;
    }
}
