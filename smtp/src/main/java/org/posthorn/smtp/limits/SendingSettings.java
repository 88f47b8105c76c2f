package org.posthorn.smtp.limits;

/// How much an account may send.
///
/// @param messagesPerHour 0 for as many as it likes
/// @param recipientsPerHour of all its messages together; 0 for as many as it likes
/// @param pausesOnAlarm whether an account that sends many times more than it usually does is
///   stopped, until somebody lifts that
public record SendingSettings(int messagesPerHour, int recipientsPerHour, boolean pausesOnAlarm) {
    /// Nobody is stopped.
    public static final SendingSettings DEFAULT = new SendingSettings(0, 0, false);

    public SendingSettings {
        if (messagesPerHour < 0 || recipientsPerHour < 0) {
            throw new IllegalArgumentException("not a number in an hour");
        }
    }
}
