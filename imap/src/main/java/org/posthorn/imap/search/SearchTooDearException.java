package org.posthorn.imap.search;

import java.io.IOException;

/// A search has done as much as one command may and is not at its end: answered `NO [LIMIT]` (RFC
/// 5530 section 3).
public final class SearchTooDearException extends IOException {
    private static final long serialVersionUID = 1L;

    SearchTooDearException() {
        super("the search takes more work than one command may");
    }
}
