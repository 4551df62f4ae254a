package dev.kennel.measure;

/// What a comparison with the base gave for each scored token. Threads may set different tokens at once.
public final class TokenScores {

    private final LogitsShape shape;
    private final float[] nll;
    private final float[] baseNll;
    private final float[] kld;
    private final float[] deltaP;
    private final boolean[] sameTop;

    public TokenScores(LogitsShape shape) {
        this.shape = shape;
        this.nll = new float[shape.scored()];
        this.baseNll = new float[shape.scored()];
        this.kld = new float[shape.scored()];
        this.deltaP = new float[shape.scored()];
        this.sameTop = new boolean[shape.scored()];
    }

    /// @param scored number of the token among those of the chunk that are scored
    /// @param nll negative log-likelihood of the token that follows, in nats
    /// @param baseNll the base's
    /// @param kld Kullback-Leibler divergence of the base's distribution from this one's, in nats
    /// @param sameTop whether both hold the same token for the likeliest
    public void set(int chunk, int scored, float nll, float baseNll, double kld, boolean sameTop) {
        int token = chunk * shape.scoredPerChunk() + scored;
        this.nll[token] = nll;
        this.baseNll[token] = baseNll;
        this.kld[token] = (float) kld;
        this.deltaP[token] = (float) Math.exp(-nll) - (float) Math.exp(-baseNll);
        this.sameTop[token] = sameTop;
    }

    /// How it stands when the first of the chunks are scored.
    public ChunkScored after(int chunks) {
        int tokens = chunks * shape.scoredPerChunk();
        double sum = 0;
        for (int token = 0; token < tokens; token++) {
            sum += kld[token];
        }
        double perplexity = Estimate.ofPerplexity(nll, tokens).value();
        return new ChunkScored(chunks, shape.chunks(), perplexity, sum / tokens);
    }

    public LogitsShape shape() {
        return shape;
    }

    /// Each token's divergence, in nats, chunk after chunk.
    public float[] kld() {
        return kld.clone();
    }

    float nll(int token) {
        return nll[token];
    }

    float baseNll(int token) {
        return baseNll[token];
    }

    float kld(int token) {
        return kld[token];
    }

    float deltaP(int token) {
        return deltaP[token];
    }

    float[] deltaP() {
        return deltaP;
    }

    int sameTops() {
        int count = 0;
        for (boolean same : sameTop) {
            count += same ? 1 : 0;
        }
        return count;
    }
}
