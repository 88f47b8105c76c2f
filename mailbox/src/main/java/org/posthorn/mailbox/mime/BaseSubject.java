package org.posthorn.mailbox.mime;

/// What is left of a subject without marks of replies and forwards (RFC 5256 section 2.1).
///
/// @param text with blanks collapsed; in any case, since comparing is for whoever sorts
/// @param isReplyOrForward whether such marks were removed
record BaseSubject(String text, boolean isReplyOrForward) {
    private static final String TRAILER = "(fwd)";
    private static final String WRAPPER = "[fwd:";

    /// From a subject whose encoded-words are decoded.
    static BaseSubject of(String subject) {
        return new Scan(subject).scan();
    }

    /// Takes the text off from both ends, each character once or twice.
    private static final class Scan {
        private final String text;
        private int start;
        private int end;
        private boolean marked;

        Scan(String subject) {
            text = collapsed(subject);
            end = text.length();
        }

        /// In any case; letters other than those of `mark` may be whatever they like.
        private boolean has(String mark, int at) {
            return text.regionMatches(true, at, mark, 0, mark.length());
        }

        private static String collapsed(String subject) {
            var out = new StringBuilder(subject.length());
            for (int i = 0; i < subject.length(); i++) {
                char c = subject.charAt(i);
                boolean blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
                if (!blank) {
                    out.append(c);
                } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                    out.append(' ');
                }
            }
            return out.toString();
        }

        BaseSubject scan() {
            boolean wrapped;
            do {
                removeTrailers();
                removeLeaders();
                wrapped = removeWrapper();
            } while (wrapped);
            return new BaseSubject(text.substring(start, end), marked);
        }

        /// `subj-trailer = "(fwd)" / WSP`
        private void removeTrailers() {
            boolean found = true;
            while (found && end > start) {
                found = false;
                if (text.charAt(end - 1) == ' ') {
                    end--;
                    found = true;
                } else if (end - start >= TRAILER.length()
                        && has(TRAILER, end - TRAILER.length())) {
                    end -= TRAILER.length();
                    marked = true;
                    found = true;
                }
            }
        }

        /// `subj-leader = (*subj-blob subj-refwd) / WSP`, and blobs before something else.
        private void removeLeaders() {
            boolean found = true;
            while (found) {
                start = behindBlanks(start);
                int behindBlobs = behindBlobs(start);
                int behindMark = behindMark(behindBlobs);
                if (behindMark > 0) {
                    start = behindMark;
                    marked = true;
                } else {
                    found = behindBlobs > start && behindBlobs < end;
                    start = found ? behindBlobs : lastBlob(start, behindBlobs);
                }
            }
        }

        private int behindBlanks(int from) {
            int at = from;
            while (at < end && text.charAt(at) == ' ') {
                at++;
            }
            return at;
        }

        /// `subj-blob = "[" *BLOBCHAR "]" *WSP`
        private int behindBlob(int from) {
            if (from >= end || text.charAt(from) != '[') {
                return from;
            }
            int at = from + 1;
            while (at < end && text.charAt(at) != '[' && text.charAt(at) != ']') {
                at++;
            }
            return at < end && text.charAt(at) == ']' ? behindBlanks(at + 1) : from;
        }

        private int behindBlobs(int from) {
            int at = from;
            int next = behindBlob(at);
            while (next > at) {
                at = next;
                next = behindBlob(at);
            }
            return at;
        }

        /// Where there are only blobs, the last of them is the subject.
        private int lastBlob(int from, int behind) {
            int at = from;
            int next = behindBlob(at);
            while (next > at && next < behind) {
                at = next;
                next = behindBlob(at);
            }
            return at;
        }

        /// `subj-refwd = ("re" / ("fw" ["d"])) *WSP [subj-blob] ":"`
        ///
        /// @return 0 where there is none
        private int behindMark(int from) {
            int at = from;
            if (has("re", at)) {
                at += 2;
            } else if (has("fwd", at)) {
                at += 3;
            } else if (has("fw", at)) {
                at += 2;
            } else {
                return 0;
            }
            at = behindBlob(behindBlanks(at));
            return at < end && text.charAt(at) == ':' ? at + 1 : 0;
        }

        private boolean removeWrapper() {
            if (end - start > WRAPPER.length()
                    && has(WRAPPER, start)
                    && text.charAt(end - 1) == ']') {
                start += WRAPPER.length();
                end--;
                marked = true;
                return true;
            }
            return false;
        }
    }
}
