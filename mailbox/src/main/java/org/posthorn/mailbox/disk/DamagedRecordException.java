package org.posthorn.mailbox.disk;

import java.io.IOException;

/// What the disk has is not what was written.
public final class DamagedRecordException extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedRecordException(String message) {
        super(message);
    }
}
