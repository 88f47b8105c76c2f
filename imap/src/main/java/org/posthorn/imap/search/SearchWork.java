package org.posthorn.imap.search;

import java.io.IOException;
import org.posthorn.imap.section.Progress;

/// How much a search may still do.
///
/// One step is one octet looked at for one text, or one condition asked of one message.
final class SearchWork {
    /// Some minutes of a processor: one text in every octet of 130 GB, or a hundred in 2 GB.
    private static final long MOST = 1L << 38;

    private final Progress progress;
    private long left;

    SearchWork(Progress progress) {
        this(progress, MOST);
    }

    SearchWork(Progress progress, long most) {
        this.progress = progress;
        left = most;
    }

    /// @throws SearchTooDearException when it is more than was left
    /// @throws IOException when nobody waits for the result any more
    void spend(long steps) throws IOException {
        left -= steps;
        if (left < 0) {
            throw new SearchTooDearException();
        }
        progress.goOn();
    }
}
