package org.posthorn.smtp.srs;

/// What proves that an address was rewritten here.
///
/// @param text not empty; whoever knows it can send bounces through us to anybody
public record SrsSecret(String text, Form form) {

    /// What is signed.
    public enum Form {
        /// The parts with what separates them, so that nobody can move the border between a domain
        /// and a local part.
        SEPARATED,
        /// The parts in a row, as libsrs2 and postsrsd do it: for who comes from there and whose
        /// old bounces are to arrive.
        JOINED;

        String separator() {
            return this == SEPARATED ? "=" : "";
        }
    }

    public SrsSecret {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an empty secret");
        }
    }

    public SrsSecret(String text) {
        this(text, Form.SEPARATED);
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "SrsSecret[" + form + "]";
    }
}
