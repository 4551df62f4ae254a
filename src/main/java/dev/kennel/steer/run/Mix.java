package dev.kennel.steer.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;

import dev.kennel.llama.Context;
import dev.kennel.llama.ContextShape;
import dev.kennel.llama.TokenBatch;
import dev.kennel.llama.Vocabulary;
import dev.kennel.steer.MixSampling;
import dev.kennel.steer.MixStep;
import dev.kennel.steer.MixStep.Piece;
import dev.kennel.steer.MixStep.Voice;

/// A question with two answers that are written side by side: one by the file as it is, one by the same file steered.
///
/// The unsteered context has a second sequence, the *shadow*: it reads what the steered answer says, and so knows
/// which of its tokens the file would hardly have chosen by itself.
final class Mix implements AutoCloseable {

    private static final int UNSTEERED = 0;
    private static final int SHADOW = 1;
    private static final int SEQUENCES = 2;
    private static final int MICRO_BATCH = 512;

    /// How much less likely a token must be without steering to count as unlikely.
    private static final double UNLIKELY = Math.log(10);

    private final MixedModel model;
    private final Vocabulary vocabulary;
    private final MixPrompts prompts;
    private final int mostTokens;
    private final Sampler sampler;
    private final SplittableRandom random;
    private final Context plain;
    private final SteeredContext steered;
    private final TokenBatch plainBatch;
    private final TokenBatch steeredBatch;
    private final Answer unsteeredAnswer;
    private final Answer steeredAnswer;

    /// Whether both answers may differ: else they are the same by definition, though llama.cpp does not compute a token
    /// alone and in company to the same bits.
    private boolean everSteered;

    private boolean steeredNow;
    private List<Double> strengths;
    private NextToken unsteeredNext;
    private NextToken shadowNext;
    private NextToken steeredNext;

    private Mix(MixedModel model, MixPrompts prompts, List<Double> strengths, int mostTokens, MixSampling sampling) {
        this.model = model;
        this.vocabulary = model.model().vocabulary();
        this.prompts = prompts;
        this.mostTokens = mostTokens;
        this.strengths = strengths;
        this.sampler = new Sampler(sampling.temperature());
        this.random = new SplittableRandom(sampling.seed());
        this.unsteeredAnswer = new Answer(vocabulary);
        this.steeredAnswer = new Answer(vocabulary);
        int longest = prompts.longest();
        var shape = new ContextShape(longest + mostTokens, SEQUENCES, longest, MICRO_BATCH, true);
        this.plain = model.model().newContext(shape, model.threads());
        // of the same shape, so that a vector that does nothing moves no logit
        this.steered = new SteeredContext(second(shape), model.blocks());
        this.plainBatch = new TokenBatch(Math.max(longest, SEQUENCES));
        this.steeredBatch = new TokenBatch(Math.max(longest, SEQUENCES));
    }

    private Context second(ContextShape shape) {
        try {
            return model.model().newContext(shape, model.threads());
        } catch (RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    /// Reads the prompts, each side its own.
    static Mix begin(
            MixedModel model, MixPrompts prompts, List<Double> strengths, int mostTokens, MixSampling sampling) {
        var mix = new Mix(model, prompts, strengths, mostTokens, sampling);
        try {
            mix.readPrompts();
            return mix;
        } catch (RuntimeException e) {
            mix.close();
            throw e;
        }
    }

    private void readPrompts() {
        unsteeredNext = read(plain, plainBatch, prompts.unsteered(), UNSTEERED);
        boolean alike = Arrays.equals(prompts.unsteered(), prompts.steered());
        if (alike) {
            plain.fork(UNSTEERED, SHADOW);
            shadowNext = unsteeredNext;
        } else {
            shadowNext = read(plain, plainBatch, prompts.steered(), SHADOW);
        }
        steer(strengths);
        everSteered |= !alike;
        steeredNext = read(steered.context(), steeredBatch, prompts.steered(), UNSTEERED);
    }

    private static NextToken read(Context context, TokenBatch batch, int[] prompt, int sequence) {
        batch.clear();
        int last = 0;
        for (int position = 0; position < prompt.length; position++) {
            last = batch.add(prompt[position], position, sequence, position == prompt.length - 1);
        }
        context.decode(batch);
        return new NextToken(context.logits(last));
    }

    /// The largest change of a logit that the steering makes after the same words.
    double moved() {
        return shadowNext.largestChange(steeredNext);
    }

    /// Whether the strengths ask for a change.
    boolean isSteered() {
        return steeredNow;
    }

    private void steer(List<Double> wanted) {
        SortedMap<Integer, float[]> mixed = model.mixed(wanted);
        strengths = wanted;
        steeredNow = !mixed.isEmpty();
        everSteered |= steeredNow;
        steered.change(mixed);
    }

    /// Writes both answers on.
    ///
    /// @param wanted the strengths from here on
    MixStep step(List<Double> wanted, int tokens) {
        long began = System.nanoTime();
        if (!wanted.equals(strengths)) {
            steer(wanted);
        }
        List<Piece> unsteeredPieces = new ArrayList<>();
        List<Piece> steeredPieces = new ArrayList<>();
        for (int i = 0; i < tokens && !(unsteeredAnswer.ended() && steeredAnswer.ended()); i++) {
            double draw = random.nextDouble();
            if (!unsteeredAnswer.ended()) {
                say(unsteeredAnswer, sampler.choose(unsteeredNext, draw), false, unsteeredPieces);
            }
            if (!steeredAnswer.ended()) {
                int token = sampler.choose(everSteered ? steeredNext : unsteeredNext, draw);
                say(steeredAnswer, token, everSteered && isUnlikely(token), steeredPieces);
            }
            readOn();
        }
        return new MixStep(
                new Voice(unsteeredPieces, unsteeredAnswer.ended()),
                new Voice(steeredPieces, steeredAnswer.ended()),
                System.nanoTime() - began);
    }

    private boolean isUnlikely(int token) {
        return steeredNext.logProbability(token) - shadowNext.logProbability(token) >= UNLIKELY;
    }

    private void say(Answer answer, int token, boolean unlikely, List<Piece> pieces) {
        if (vocabulary.isEndOfGeneration(token)) {
            answer.end();
        } else {
            pieces.add(new Piece(answer.add(token), unlikely));
            if (answer.length() == mostTokens) {
                answer.end();
            }
        }
    }

    private void readOn() {
        plainBatch.clear();
        int own = unsteeredAnswer.ended() ? -1 : add(plainBatch, prompts.unsteered(), unsteeredAnswer, UNSTEERED);
        int shadow = steeredAnswer.ended() ? -1 : add(plainBatch, prompts.steered(), steeredAnswer, SHADOW);
        if (plainBatch.size() > 0) {
            plain.decode(plainBatch);
        }
        if (own >= 0) {
            unsteeredNext = new NextToken(plain.logits(own));
        }
        if (shadow >= 0) {
            shadowNext = new NextToken(plain.logits(shadow));
            steeredBatch.clear();
            int next = add(steeredBatch, prompts.steered(), steeredAnswer, UNSTEERED);
            steered.context().decode(steeredBatch);
            steeredNext = new NextToken(steered.context().logits(next));
        }
    }

    private static int add(TokenBatch batch, int[] prompt, Answer answer, int sequence) {
        return batch.add(answer.last(), prompt.length + answer.length() - 1, sequence, true);
    }

    @Override
    public void close() {
        plain.close();
        steered.context().close();
        plainBatch.close();
        steeredBatch.close();
    }
}
