package io.avocet.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenHtmlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "style='display:none'",
                "style='DISPLAY : None !important; color:red'",
                "style='visibility:hidden'",
                "style='font-size:0'",
                "style='color:red;font-size: 0px;line-height:0'",
                "style='opacity:0'",
                "style='opacity: 0.0;'",
                "style='mso-hide:all'",
                "style='max-height:0px; overflow:hidden'",
                "class=preheader",
                "id=preview",
                "hidden"
            })
    void hiddenTextComesBehindTheVisible(String attribute) {
        String style = "<style>/* .x */ .preheader { display:none !important } #preview{visibility:hidden}</style>";
        assertThat(HtmlText.of(style + "<div " + attribute + ">Preview</div><p>Dear Robin</p>"))
                .isEqualTo("Dear Robin\n\nPreview");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "style='display:block'",
                "style='opacity:0.9'",
                "style='font-size:0.9em'",
                "style='max-height:0'",
                "style='visibility:visible'",
                "class=mobile"
            })
    void whatOnlyLooksHiddenStaysInItsPlace(String attribute) {
        String style = "<style>@media (max-width:600px) { .mobile { display:none } } @import url(x);</style>";
        assertThat(HtmlText.of(style + "<div " + attribute + ">First</div><p>Second</p>"))
                .isEqualTo("First\nSecond");
    }

    @Test
    void whatIsSeenAgainWithinAHiddenElementIsVisible() {
        assertThat(
                        HtmlText.of(
                                "<table style='font-size:0'><tr><td><p style='font-size:13px'>One</p></td></tr></table><p>Two</p>"))
                .isEqualTo("One\nTwo");
        assertThat(HtmlText.of("<div style='visibility:hidden'><p style='visibility:visible'>One</p></div><p>Two</p>"))
                .isEqualTo("One\nTwo");
    }

    @Test
    void aPreviewLineIsKeptOnce() {
        assertThat(HtmlText.of("<div style='display:none'>Dear Robin</div><p>Dear Robin, hello</p>"))
                .isEqualTo("Dear Robin, hello");
        assertThat(HtmlText.of("<i hidden>New</i><i hidden>New</i><p>Dear Robin</p>"))
                .isEqualTo("Dear Robin\n\nNew");
    }

    @Test
    void anEmailOfImagesIsReadByTheirTexts() {
        assertThat(HtmlText.of("<img src=a alt='An offer'><img src=b alt=''>")).isEqualTo("An offer");
        assertThat(HtmlText.of("<img src=a alt='logo'><p>Hello</p>")).isEqualTo("Hello");
    }

    @Test
    void buttonsNextToEachOtherDoNotRunTogether() {
        assertThat(HtmlText.of("<a href=x>Accept</a><a href=y>Decline</a>")).isEqualTo("Accept Decline");
        assertThat(HtmlText.of("<span style='display:block'>A</span><span style='display:block'>B</span>"))
                .isEqualTo("A\nB");
    }
}
