package io.avocet.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingTest {
    private final UserError error = new UserError(
            UserError.Kind.USAGE,
            Setting.EPOCHS + " is 0. Lower " + Setting.BATCH_SIZE + " or use " + Setting.DEVICE + " cpu.");

    @Test
    void aMessageHasItsSettingsInWords() {
        assertThat(error).hasMessage("The number of epochs is 0. Lower the batch size or use the device cpu.");
    }

    @Test
    void aFrontEndGivesSettingsItsOwnNames() {
        assertThat(error.message(setting -> "$" + setting.name()))
                .isEqualTo("$EPOCHS is 0. Lower $BATCH_SIZE or use $DEVICE cpu.");
    }

    @Test
    void aMessageWithoutASettingStaysAsItIs() {
        assertThat(new UserError(UserError.Kind.USAGE, "epochs, {} and \uE000x\uE001"))
                .hasMessage("epochs, {} and \uE000x\uE001");
    }
}
