package org.posthorn.smtp.relay;

/// A message that cannot be converted without doing it harm.
final class ConversionException extends Exception {
    private static final long serialVersionUID = 1L;

    ConversionException(String why) {
        super(why, null, false, false);
    }
}
