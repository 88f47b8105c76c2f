package org.posthorn.server.admin;

/// The request cannot be understood.
class InvalidRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    /// @param sentence for people
    InvalidRequestException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
