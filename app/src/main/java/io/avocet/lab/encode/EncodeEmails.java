package io.avocet.lab.encode;

import io.avocet.data.DistinctRows;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.OddRows;
import io.avocet.data.ScoreFile;
import io.avocet.error.UserError;
import io.avocet.hub.BaseModel;
import io.avocet.hub.BaseModels;
import io.avocet.hub.DownloadNotes;
import io.avocet.model.NetworkConfig;
import io.avocet.model.TokenLimits;
import io.avocet.pretrained.ConfigFile;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunListener;
import io.avocet.text.Tokenizer;
import java.util.List;

/**
 * Gives the token ids of labelled emails as a fine-tuning run sees them. Rows are prepared as for training, but not split:
 * unknown labels are left out, and of rows with the same content one is kept, in the place of the first, with the label of
 * the last. A label with a single row, which training would drop, stays.
 */
public final class EncodeEmails {
    private static final int ROWS_PER_STEP = 1024;
    private static final int UNCUT = Integer.MAX_VALUE;
    private static final int LEAST_MAX_TOKENS = 8;

    private final BaseModels baseModels;

    public EncodeEmails(BaseModels baseModels) {
        this.baseModels = baseModels;
    }

    /** Takes one encoded row. */
    @FunctionalInterface
    public interface RowOutput {
        void row(int[] ids, int labelId);
    }

    /**
     * Encodes the rows of the files.
     *
     * @param output receives each row, in file order
     * @param listener receives what is left out; asked between steps whether to continue
     */
    public EncodeResult run(EncodeRequest request, RowOutput output, RunListener listener) {
        LabelSet labels = LabelSet.ofFile(request.labelsFile());
        DistinctRows distinct = new DistinctRows();
        for (var path : request.scoreFiles()) {
            ScoreFile file = ScoreFile.read(path, labels, listener::watched);
            OddRows.report(file, listener);
            distinct.add(file);
        }
        BaseModel base = baseModels.resolve(request.baseModel(), new DownloadNotes(listener));
        NetworkConfig config = ConfigFile.read(base.folder()).config();
        int maxTokens = maxTokens(request, base, config);
        List<LabelledEmail> rows = distinct.rows();
        int longest = 0;
        long tokens = 0;
        int cut = 0;
        try (Tokenizer tokenizer = Tokenizer.open(base.folder())) {
            for (int start = 0; start < rows.size(); start += ROWS_PER_STEP) {
                if (listener.isCancelled()) {
                    throw new RunCancelled("Stopped after " + start + " rows.");
                }
                List<LabelledEmail> some = rows.subList(start, Math.min(rows.size(), start + ROWS_PER_STEP));
                List<String> texts =
                        some.stream().map(row -> row.email().fineTuneText()).toList();
                List<int[]> uncut = tokenizer.encodeAll(texts, UNCUT);
                TokenLimits.requireInVocabulary(uncut, config, base.folder());
                for (int i = 0; i < some.size(); i++) {
                    boolean isLong = uncut.get(i).length > maxTokens;
                    int[] ids = isLong ? tokenizer.encode(texts.get(i), maxTokens) : uncut.get(i);
                    cut += isLong ? 1 : 0;
                    tokens += ids.length;
                    longest = Math.max(longest, ids.length);
                    output.row(ids, labels.id(some.get(i).label()).orElseThrow());
                }
            }
        }
        return new EncodeResult(rows.size(), longest, tokens, cut, maxTokens, distinct.duplicates());
    }

    private static int maxTokens(EncodeRequest request, BaseModel base, NetworkConfig config) {
        int most = config.maxTokens();
        int maxTokens = request.maxTokens().orElse(most);
        if (maxTokens < LEAST_MAX_TOKENS || maxTokens > most) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "--max-tokens is " + maxTokens + ". Allowed: " + LEAST_MAX_TOKENS + " to " + most + ", which "
                            + base.id() + " reads.");
        }
        return maxTokens;
    }
}
