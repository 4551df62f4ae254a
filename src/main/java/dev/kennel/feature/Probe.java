package dev.kennel.feature;

/// A prompt with an answer at each pole. Which of the two a model finds likelier says where its behaviour is.
public sealed interface Probe {

    /// Of a user.
    String prompt();

    /// Two answers in the model's own words.
    record Answers(String prompt, String positive, String negative) implements Probe {}

    /// A question with two options, which are asked in both orders: models prefer a letter.
    ///
    /// @param positiveIsA whether option `a` is at the positive pole
    record Options(String prompt, String a, String b, boolean positiveIsA) implements Probe {

        public String positive() {
            return positiveIsA ? a : b;
        }

        public String negative() {
            return positiveIsA ? b : a;
        }
    }
}
