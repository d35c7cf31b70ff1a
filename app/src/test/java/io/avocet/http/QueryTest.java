package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private static final List<String> NAMES = List.of("model", "save");

    @Test
    void valuesAreDecoded() {
        Query query = Query.parse("model=a%20b+c%C3%A4%26&save", NAMES);

        assertThat(query.value("model")).contains("a b cä&");
        assertThat(query.value("save")).contains("");
    }

    @Test
    void anAddressWithoutAQuestionMarkHasNoValues() {
        assertThat(Query.parse(null, NAMES).value("model")).isEmpty();
        assertThat(Query.parse("", NAMES).flag("save")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model=%zz", "model=%", "%zz=1", "model=%4"})
    void brokenPercentEncodingIsRefused(String text) {
        assertThatThrownBy(() -> Query.parse(text, NAMES))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is not percent-encoded as it should be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Model=a", "model =a", "=a", "&", "model=a&", "mod%65l=a&model=b"})
    void aNameThatIsUnknownOrRepeatedIsRefused(String text) {
        assertThatThrownBy(() -> Query.parse(text, NAMES)).isInstanceOf(UserError.class);
    }

    @Test
    void whatAClientSentIsShownOnOneLineAndNotEndless() {
        assertThat(Query.quoted("a\r\nb\u0000\ud800")).isEqualTo("'a??b??'");
        assertThat(Query.quoted("é".repeat(70))).isEqualTo("'" + "é".repeat(60) + "…'");
    }
}
