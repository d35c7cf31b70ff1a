package io.avocet.encoder;

import io.avocet.adapter.EmailEncoder;
import io.avocet.hub.BaseModels;
import io.avocet.hub.DownloadNotes;
import io.avocet.preflight.MemoryPreflight;
import io.avocet.pretrained.ConfigFile;
import io.avocet.run.RunListener;
import io.avocet.tensor.Hardware;
import java.nio.file.Path;

/** The sentence encoder that comes with Avocet. */
public final class BuiltInEncoder {
    /** Emails that it reads at once. */
    private static final int BATCH_SIZE = 32;

    private BuiltInEncoder() {}

    /**
     * Loads it, once it is known to fit into memory.
     *
     * @throws io.avocet.error.UserError if it does not fit, or cannot be unpacked
     */
    public static EmailEncoder load(BaseModels baseModels, Hardware hardware, RunListener listener) {
        Path folder = baseModels
                .resolve(BaseModels.ALL_MINILM_L6_V2, new DownloadNotes(listener))
                .folder();
        MemoryPreflight.checkLoading(ConfigFile.read(folder).config(), hardware, BATCH_SIZE);
        return EmailEncoder.load(folder, hardware, BATCH_SIZE);
    }
}
